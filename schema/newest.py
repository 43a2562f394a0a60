"""What was made lately, kept for as long as there is room, so that each is worked on once."""

from collections import OrderedDict
from collections.abc import Iterator, Sized
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Sized)
Made = TypeVar("Made")


class Newest(Generic[Key, Made]):
    """Those used last, up to `most` letters or bytes of their keys in all."""

    def __init__(self, *, most: int) -> None:
        self._most, self._held = most, 0
        self._made: OrderedDict[Key, Made] = OrderedDict()
        self.hits = self.misses = 0  # a miss: made, because it was not there

    def __len__(self) -> int:
        return len(self._made)

    def __iter__(self) -> Iterator[Made]:
        return iter(self._made.values())

    def find(self, key: Key) -> Made | None:
        made = self._made.get(key)
        if made is not None:
            self.hits += 1
            self._made.move_to_end(key)
        return made

    def keep(self, key: Key, made: Made) -> None:
        """The first one made stays, should somebody else have made it, too."""
        if key in self._made:
            return
        self.misses += 1
        self._made[key] = made
        self._held += len(key)
        while self._held > self._most:
            oldest, _ = self._made.popitem(last=False)
            self._held -= len(oldest)
