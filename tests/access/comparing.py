"""What one part should get, from the answer of somebody for whom no rule holds."""

import json
import re
from base64 import urlsafe_b64decode
from typing import Any, cast

from tests.access.expectations import EXCEPTIONS, TYPES, WHO_SEES
from tests.access.filling import WORD
from tests.access.parts import ADMINISTRATORS, CITIZEN
from tests.access.selecting import APART
from tests.access.stage import Stage

GONE: Any = object()
CODED = re.compile(r"[\w-]{20,}")  # what may be a cursor or an identifier
DIFFERS = "<by who asks>"
HANGS_ON = {"RequestChange": "request", "SimilarNewsletterIssue": "issue"}  # without it there is nothing


class Seer:
    """What is left of the whole truth for one part."""

    def __init__(self, stage: Stage, part: str) -> None:
        self._stage, self._part = stage, part

    def left(self, value: Any) -> Any:
        if isinstance(value, list):
            return [kept for kept in map(self.left, cast(list[Any], value)) if kept is not GONE]
        return self._object(cast(dict[str, Any], value)) if isinstance(value, dict) else value

    def in_place(self, values: list[Any]) -> list[Any]:
        """For `nodes`: what is not seen leaves its place empty."""
        return [self.to_one(value) for value in values]

    def to_one(self, value: Any) -> Any:
        return None if (kept := self.left(value)) is GONE else kept

    def _object(self, value: dict[str, Any]) -> Any:
        type_name: str = value.get("__typename", "")
        if not self.sees(type_name, value):
            return GONE
        left = {name: self._field(type_name, name, field, value) for name, field in value.items()}
        if type_name in HANGS_ON and plain(left).get(HANGS_ON[type_name]) is GONE:
            return GONE
        if any(kept is GONE for name, kept in left.items() if _field_name(name) in ("node", "event")):
            return GONE
        left = {name: None if kept is GONE else kept for name, kept in left.items()}
        return _counted(left) if type_name.endswith("Connection") else left

    def sees(self, type_name: str, value: dict[str, Any]) -> bool:
        if TYPES.get(type_name, ("",))[0] == "reported line":
            return self._part in WHO_SEES["reported line"]["open"]
        if TYPES.get(type_name, ("",))[0] == "staff":
            return self._part != CITIZEN
        if "id" not in value:
            return True
        return self._stage.things[value["id"]].seen_by(self._part)

    def _field(self, type_name: str, name: str, value: Any, row: dict[str, Any]) -> Any:
        field = _field_name(name)
        rule = EXCEPTIONS.get(f"{type_name}.{field}")
        if rule == "administrators" and self._part not in ADMINISTRATORS:
            return None
        if rule == "hidden" and not self._stage.things[row["id"]].readable_by(self._part):
            return None
        return self.left(value)


def without_own(value: Any) -> Any:
    """The answer but for what differs by who asks."""
    if isinstance(value, list):
        return [without_own(one) for one in cast(list[Any], value)]
    if not isinstance(value, dict):
        return value
    row = cast(dict[str, Any], value)
    kind = row.get("__typename", "")
    return {n: DIFFERS if _is_own(kind, _field_name(n)) else without_own(one) for n, one in row.items()}


def _is_own(type_name: str, field: str) -> bool:
    return field.startswith("viewerCan") or EXCEPTIONS.get(f"{type_name}.{field}") == "viewer"


def _field_name(name: str) -> str:
    return name.split(APART)[-1] if not name.startswith(APART) else name


def plain(value: dict[str, Any]) -> dict[str, Any]:
    return {_field_name(name): inside for name, inside in value.items()}


def _counted(connection: dict[str, Any]) -> dict[str, Any]:
    """The count and the ends of a page, as they follow from what is left on it."""
    edges = connection["edges"]
    ends = {"startCursor": edges[0]["cursor"], "endCursor": edges[-1]["cursor"]} if edges else {}
    info = connection["pageInfo"] | dict.fromkeys(("startCursor", "endCursor")) | ends
    return connection | {"totalCount": len(edges), "pageInfo": info}


def leaks(stage: Stage, part: str, answer: Any) -> list[str]:
    """Places whose words stand in an answer to somebody who may not read them, cursors opened."""
    told = json.dumps(answer, ensure_ascii=False)
    opened = (_opened(word) for word in set(CODED.findall(told)))
    met = {word for text in (told, *opened) for word in WORD.findall(text)}
    found = {word: stage.secrets[word] for word in sorted(met)}
    return [f"{at} of {o.kind} ({word})" for word, (o, at) in found.items() if not o.readable_by(part)]


def _opened(word: str) -> str:
    try:
        return urlsafe_b64decode(word + "==").decode("utf-8", "ignore")
    except ValueError:
        return ""


def differences(expected: Any, answer: Any, path: str = "") -> list[str]:
    """Where two answers part, in words."""
    if isinstance(expected, dict) and isinstance(answer, dict):
        one, two = cast(dict[str, Any], expected), cast(dict[str, Any], answer)
        if one.keys() == two.keys():
            return [d for name in one for d in differences(one[name], two[name], f"{path}.{name}")]
    if isinstance(expected, list) and isinstance(answer, list):
        pairs = list(zip(cast(list[Any], expected), cast(list[Any], answer), strict=False))
        if len(pairs) == len(cast(list[Any], expected)) == len(cast(list[Any], answer)):
            return [d for n, (one, two) in enumerate(pairs) for d in differences(one, two, f"{path}[{n}]")]
    return [] if expected == answer else [f"{path}: expected {_short(expected)}, got {_short(answer)}"]


def _short(value: Any) -> str:
    return str(value)[:150]
