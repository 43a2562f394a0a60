"""Rows and events filled from their own declarations, so that a new column or kind needs no line here."""

import re
import types
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from itertools import count
from typing import Any, Union, cast, get_args, get_origin, get_type_hints
from uuid import UUID

from sqlalchemy import JSON, Boolean, Date, Integer, String, Table
from sqlalchemy import Enum as EnumColumn

from models.base import Base, Instant
from tests.builders import NOON, OPENING

Mark = Callable[[str], str]  # a word that stands nowhere else, for the place that is named
NUMBER = 3  # also a mark of an evaluation
FORMS: dict[Any, Any] = {bool: True, int: NUMBER, Decimal: Decimal("0.5"), date: OPENING, datetime: NOON}


WORD = re.compile(r"canary\d{5}")


class Words:
    """Words to look for in answers: each stands in one place only."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def next(self) -> str:
        return f"canary{next(self._numbers):05}"  # 11 letters: fits the shortest column of texts


def filled(model: type[Base], mark: Mark, rows: Mapping[str, UUID], **given: Any) -> Base:
    """A row with every column set; `rows` are what foreign keys point to, by the other table's name."""
    table = cast(Table, model.__table__)
    return model(
        **{one.key: _value(one, mark, rows) for one in table.columns if one.key not in given} | given
    )


def _value(column: Any, mark: Mark, rows: Mapping[str, UUID]) -> Any:
    if column.foreign_keys:
        (key,) = column.foreign_keys
        return rows.get(key.column.table.name)
    match column.type:
        case EnumColumn():
            return next(iter(column.type.enum_class or ()))
        case Boolean():
            return True
        case Integer():
            return NUMBER
        case Date():
            return OPENING
        case Instant():
            return NOON
        case JSON():
            return []
        case String():
            return mark(f"{column.table.name}.{column.key}")
        case _:
            raise LookupError(f"how is {column} filled? Say it here.")


def example(kind: Any, mark: Mark, pointers: Mapping[str, UUID], name: str = "") -> Any:
    """A value of the annotated type; identifiers by the name of their field."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return example(next(one for one in inner if one is not type(None)), mark, pointers, name)
    if origin is tuple:
        return (example(inner[0], mark, pointers, name),)
    if kind is UUID:
        return pointers[name]
    if kind is str:
        return mark(name)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return next(iter(kind))
    return FORMS[kind] if kind in FORMS else _composed(kind, mark, pointers)


def _composed(kind: Any, mark: Mark, pointers: Mapping[str, UUID]) -> Any:
    hints = get_type_hints(kind)
    return kind(**{f.name: example(hints[f.name], mark, pointers, f.name) for f in fields(kind)})
