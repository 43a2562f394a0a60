"""What the client is told: whom to follow, as whom, and with which mutation to make something happen."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import islice, permutations
from typing import Any, Literal

import orjson

Own = Literal["name", "order"]  # what is a subscriber's own in the document; all else is the same for all
OWN = "version"  # the field that each may ask for a second time, under a name of its own
FIELDS = "id state progress version"  # and those that each may ask in an order of its own
MORE = ("again: version", "done: progress", "at: state")  # of four there are too few orders


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """`payloads`: of connection_init, each for the next `each` sockets.

    `own`: what each socket's document has alone. `posts`: bodies of the mutation, in turns; `percents`: what
    each of them sets.
    """

    port: int
    subscribers: int
    document: str
    variables: Mapping[str, Any]
    payloads: Sequence[Mapping[str, str]]
    each: int
    own: Own | None
    headers: Mapping[str, str]
    posts: Sequence[str]
    percents: Sequence[int]

    def written(self) -> bytes:
        return orjson.dumps(asdict(self))

    @classmethod
    def read(cls, text: bytes) -> "Order":
        return cls(**orjson.loads(text))

    def payload(self, number: int) -> Mapping[str, str]:
        return self.payloads[number // self.each]

    def asked(self, number: int) -> str:
        """The document of a subscriber: the same for all, or one that nobody else has."""
        match self.own:
            case None:
                return self.document
            case "name":
                return self.document.replace(OWN, f"{OWN} own{number}: {OWN}")
            case "order":
                orders = permutations((*FIELDS.split(), *MORE))
                return self.document.replace(FIELDS, " ".join(next(islice(orders, number, None))))
