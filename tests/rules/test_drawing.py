"""The page about the workflow is what the rules draw today."""

from pathlib import Path

from madang.rules.drawing import page, picture
from madang.rules.requests import DeliveryState
from tests.requests import model

ROOT = Path(__file__).parents[2]


def test_the_page_is_up_to_date() -> None:
    written = (ROOT / "docs" / "workflow.md").read_text(encoding="utf-8")
    assert written == page(), "run: python -m madang.rules.drawing > docs/workflow.md"


def test_the_guide_for_contributors_names_the_command() -> None:
    command = ".uv/bin/uv run python -m madang.rules.drawing > docs/workflow.md"
    assert command in (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    assert command in page()


def test_the_picture_has_the_steps_of_the_model_and_no_other() -> None:
    held = model.STEPS["HOLD"].leads
    steps = {
        (before, after)
        for step in model.STEPS.values()
        for before, leads in step.leads.items()
        for after in (held if leads == model.WHERE_IT_WAS else [leads])
        if after not in (before, model.AS_PROPOSED)  # drawn as the return or transfer that it is
    }
    drawn = [line.split(":")[0].split(" --> ") for line in picture().splitlines() if " --> " in line]
    inside = {(before.strip(), after) for before, after in drawn if "[*]" not in (before.strip(), after)}
    assert inside == steps | {("SENT", "SENT")}  # 이송: the other department begins anew


def test_every_state_has_its_name_in_the_picture() -> None:
    for state in DeliveryState:
        assert f'state "{state.label}" as {state}' in picture()
