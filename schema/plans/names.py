"""The constants of a plan's written code: each object under one name. And what was made of code already."""

from collections.abc import Callable, Hashable
from typing import Any


class Names:
    def __init__(self, **given: Any) -> None:
        self.all: dict[str, Any] = dict(given)
        self._made: dict[Hashable, Any] = {}
        self._known: dict[int, str] = {}
        self._fresh = 0

    def of(self, constant: Any) -> str:
        name = self._known.get(id(constant))
        if name is None:
            name = self._known[id(constant)] = f"K{len(self._known)}"
            self.all[name] = constant
        return name

    def fresh(self) -> str:
        """A variable of its own."""
        self._fresh += 1
        return f"x{self._fresh}"

    def kept(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """What was made for an equal key, for as long as the operation is planned."""
        if key not in self._made:
            self._made[key] = make()
        return self._made[key]
