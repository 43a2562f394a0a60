"""What the client is told: whom to follow, as whom, and with which mutation to make something happen."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import orjson

OWN = "version"  # the field that each may ask for a second time, under a name of its own


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """`payloads`: of connection_init, each for the next `each` sockets.

    `alone`: each socket asks a document of its own. `posts`: bodies of the mutation, in turns;
    `percents`: what each of them sets.
    """

    port: int
    subscribers: int
    document: str
    variables: Mapping[str, Any]
    payloads: Sequence[Mapping[str, str]]
    each: int
    alone: bool
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
        """The document of a subscriber: the same for all, or with an alias that nobody else has."""
        return self.document.replace(OWN, f"{OWN} own{number}: {OWN}") if self.alone else self.document
