"""The constants of a plan's written code: each object under one name."""

from typing import Any


class Names:
    def __init__(self, **given: Any) -> None:
        self.all: dict[str, Any] = dict(given)
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
