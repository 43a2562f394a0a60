"""Queries that came before in the very same bytes: they are read, checked and planned already.

Most are asked so: a page sends the same document with the same variables for everybody who opens it.
"""

from graphql import OperationType

from schema.newest import Newest
from schema.operations import Prepared

LONGEST = 4_096  # bytes of one
KEPT = 2_000_000  # bytes of all


class Repeated(Newest[bytes, Prepared]):
    """By the bytes of their requests. Nothing in them depends on who asks."""

    def __init__(self, *, kept: int = KEPT) -> None:
        super().__init__(most=kept)

    def keep(self, key: bytes, made: Prepared) -> None:
        """Changes are not kept: hardly one comes twice, and what people write belongs to nobody's memory."""
        if made.kind is OperationType.QUERY and len(key) <= LONGEST:
            super().keep(key, made)
