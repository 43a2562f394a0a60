"""How code reads something of one item: a place in a row, or an attribute of an object."""

from dataclasses import dataclass, replace
from typing import Protocol

from sqlalchemy.types import Enum as EnumType

from resolvers.columns import Columns, Expression, Join, Path, Shown, mapped, may_lack

ITEM, EVENT = "r", "e"  # what written code calls the item at hand, and the event it is a line of


class Access(Protocol):
    def attribute(self, name: str) -> str:
        """Code for the attribute as it is shown: an enumeration may be its text."""
        ...

    def value(self, name: str) -> tuple[str, type | None]:
        """Code for the attribute, and the enumeration its text has yet to become a member of."""
        ...

    def may_lack(self, name: str) -> bool:
        """Whether the attribute may be None for all that its declaration says."""
        ...

    @property
    def event(self) -> str:
        """Code for the event that the item is a line of."""
        ...


@dataclass(frozen=True, slots=True)
class RowAccess:
    """Of a row that is being read, or one joined to it by `path`."""

    columns: Columns
    path: Path = ()
    only: bool = True  # what is asked is asked of every row, whatever type shows it

    @property
    def holds(self) -> bool:
        """Whether what hangs below the row can be read with it."""
        return self.only and not self.path

    @property
    def model(self) -> type:
        return self.path[-1].model if self.path else self.columns.model

    def attribute(self, name: str) -> str:
        path, name = self._stands(name)
        return f"{ITEM}[{self.columns.place(path, name)}]"

    def expression(self, expression: Expression) -> str:
        return f"{ITEM}[{self.columns.place(self.path, expression)}]"

    def shown(self, shown: Shown) -> str:
        path, name = self._stands(shown.attribute)
        return f"{ITEM}[{self.columns.place(path, replace(shown, attribute=name))}]"

    def _stands(self, name: str) -> tuple[Path, str]:
        """Where a value stands first: what a row was found by, the row that points to it has, too."""
        if self.path and self.path[-1].by == name and isinstance(self.path[-1].key, str):
            return RowAccess(self.columns, self.path[:-1])._stands(self.path[-1].key)
        return self.path, name

    def found(self) -> str:
        """Code for something that is None only where no row was joined."""
        place = self.columns.place_of_promised(self.path)
        return f"{ITEM}[{self.columns.place(self.path, self.path[-1].by) if place is None else place}]"

    def value(self, name: str) -> tuple[str, type | None]:
        column = mapped(self.model, name)
        kind = None if column is None else column.type
        return self.attribute(name), kind.enum_class if isinstance(kind, EnumType) else None

    def may_lack(self, name: str) -> bool:
        return may_lack(self.model, name)

    def joined(self, join: Join) -> "RowAccess":
        return RowAccess(self.columns, (*self.path, join), self.only)

    @property
    def event(self) -> str:
        return f"EVENT_FROM({self.attribute('kind')}, {self.attribute('data')})"


@dataclass(frozen=True, slots=True)
class ObjectAccess:
    """Of an object that the code calls `name`."""

    name: str = ITEM

    def attribute(self, name: str) -> str:
        return f"{self.name}.{name}"

    def value(self, name: str) -> tuple[str, type | None]:
        return self.attribute(name), None

    def may_lack(self, name: str) -> bool:
        return True

    @property
    def event(self) -> str:
        return f"{self.name}.event"
