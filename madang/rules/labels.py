"""Enumerations whose members carry the Korean word people know them by."""

from enum import StrEnum
from typing import Self


class Labelled(StrEnum):
    """Declare members as `NAME = "NAME", "이름"`: the value is kept and sent, the label is read."""

    _value_: str
    label: str

    def __new__(cls, value: str, label: str) -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member
