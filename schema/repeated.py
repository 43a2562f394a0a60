"""Queries that came before in the very same bytes: they are read, checked and planned already.

Most are asked so: a page sends the same document with the same variables for everybody who opens it.
"""

from collections import OrderedDict

from graphql import OperationType

from schema.operations import Prepared

LONGEST = 4_096  # bytes of one
KEPT = 2_000_000  # bytes of all


class Repeated:
    """The newest ones. Nothing in them depends on who asks."""

    def __init__(self, *, kept: int = KEPT) -> None:
        self._kept, self._held = kept, 0
        self._prepared: OrderedDict[bytes, Prepared] = OrderedDict()
        self.hits = self.misses = 0

    def __len__(self) -> int:
        return len(self._prepared)

    def find(self, body: bytes) -> Prepared | None:
        prepared = self._prepared.get(body)
        if prepared is not None:
            self.hits += 1
            self._prepared.move_to_end(body)
        return prepared

    def keep(self, body: bytes, prepared: Prepared) -> None:
        """Changes are not kept: hardly one comes twice, and what people write belongs to nobody's memory."""
        if prepared.kind is not OperationType.QUERY or len(body) > LONGEST or body in self._prepared:
            return
        self.misses += 1
        self._prepared[body] = prepared
        self._held += len(body)
        while self._held > self._kept:
            oldest, _ = self._prepared.popitem(last=False)
            self._held -= len(oldest)
