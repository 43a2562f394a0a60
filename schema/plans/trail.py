"""Where in the answer planning has come: what each level is called when a plan is explained."""

from collections.abc import Generator
from contextlib import contextmanager

from schema.plans.running import StepAside


def note_place(failure: Exception, path: str) -> None:
    """The innermost place that a failure passes is where it is."""
    if not place_of(failure):
        failure.add_note(path)


def place_of(failure: Exception) -> str:
    return next(iter(getattr(failure, "__notes__", ())), "")


class Trail:
    """Response names from the root to the field being planned."""

    def __init__(self) -> None:
        self._names: list[str] = []

    @property
    def path(self) -> str:
        return ".".join(self._names)

    @contextmanager
    def into(self, name: str) -> Generator[None, None, None]:
        """What steps aside inside says where."""
        self._names.append(name)
        try:
            yield
        except StepAside as aside:
            note_place(aside, self.path)
            raise
        finally:
            self._names.pop()
