"""docs/mileage.md tells the numbers that are in force where nobody has said otherwise."""

from pathlib import Path

from madang.rules.mileage import Rule
from madang.rules.mileage_points import told
from madang.rules.mileage_policy import NUMBERS, Unit

PAGE = (Path(__file__).parents[2] / "docs" / "mileage.md").read_text(encoding="utf-8")


def row(name: str) -> str:
    number = next(one for one in NUMBERS if one.name == name)
    shown = told if number.unit is Unit.POINTS else str
    values = " | ".join(shown(value) for value in (number.usual, number.least, number.most))
    return f"| `{name}` | {number.label} | {values} | {number.unit.label} |"


def test_every_number_of_a_policy_is_told_with_its_bounds() -> None:
    written = [line for line in PAGE.splitlines() if line.startswith("| `") and line.count("|") == 7]
    assert written == [row(number.name) for number in NUMBERS]


def test_every_rule_is_told() -> None:
    assert [rule for rule in Rule if f"| `{rule.value}` |" not in PAGE] == []
