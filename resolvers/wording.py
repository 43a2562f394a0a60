"""What a request says in words, in a draft and in a template alike: cleaned, bounded, put into the row."""

from collections.abc import Mapping
from dataclasses import dataclass

from madang.errors import Invalid, Reason
from madang.rules.requests import Scale
from madang.text.normal import line, text
from models.base import Base

MOST_CHARACTERS = {"title": 200, "project": 200, "significance": 1000, "body": 20_000}
REQUIRED = ("title", "project", "body")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """None leaves a field as it is."""

    title: str | None = None
    project: str | None = None
    scale: Scale | None = None
    significance: str | None = None
    body: str | None = None


def cleaned(wording: Wording, *, whole: bool) -> dict[str, object]:
    """What is given, by attribute. Raises Invalid; where it has to be `whole`, also for what is missing."""
    given = {name: getattr(wording, name) for name in MOST_CHARACTERS}
    values: dict[str, object] = {
        name: _clean(name, value) for name, value in given.items() if value is not None
    }
    if whole and (missing := [name for name in REQUIRED if name not in values]):
        raise Invalid("꼭 적어야 합니다.", field=("input", missing[0]), reason=Reason.REQUIRED)
    if wording.scale is not None:
        values["scale"] = wording.scale
    return values


def put(row: Base, values: Mapping[str, object]) -> tuple[str, ...]:
    """Into the row; returns the names of the attributes that changed by it."""
    changed = tuple(name for name, value in values.items() if getattr(row, name) != value)
    for name in changed:
        setattr(row, name, values[name])
    return changed


def _clean(name: str, value: str) -> str:
    field = ("input", name)
    if name in ("title", "project"):
        return line(value, field=field, most=MOST_CHARACTERS[name])
    return text(value, field=field, most=MOST_CHARACTERS[name], least=1 if name == "body" else 0)
