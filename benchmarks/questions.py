"""What is asked: the documents of questions/, with variables chosen from the known requests."""

from base64 import urlsafe_b64decode
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import orjson

from benchmarks.ground import Known
from schema.identifiers import global_id

FOLDER = Path(__file__).with_name("questions")
QUESTIONS = ("board", "detail", "tiny", "mutation")  # the one that changes something comes last
MUTATION = "mutation"
PERCENTS = (20, 40, 60, 80)


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a server wants to be asked: its documents, and what an identifier of a type looks like."""

    documents: Path
    identifier: Callable[[str, UUID], str]

    def document(self, question: str) -> str:
        return (self.documents / f"{question}.graphql").read_text()


def _plain(type_name: str, id: UUID) -> str:
    return str(id)


MADANG = Dialect(FOLDER, global_id)
PEER = Dialect(FOLDER, _plain)
POSTGRAPHILE = Dialect(FOLDER / "postgraphile", _plain)


def bodies(question: str, dialect: Dialect, known: Sequence[Known]) -> list[bytes]:
    """HTTP bodies, in the same order for every server: one a variable the question can have."""
    document = dialect.document(question)
    return [
        orjson.dumps({"query": document, "variables": variables})
        for variables in _variables(question, dialect, known)
    ]


def _variables(question: str, dialect: Dialect, known: Sequence[Known]) -> Iterator[dict[str, Any]]:
    if question == "board":
        yield {}
    elif question == MUTATION:
        for one in known:
            id = dialect.identifier("Delivery", one.delivery_id)
            yield from ({"id": id, "percent": percent} for percent in PERCENTS)
    else:
        yield from ({"id": dialect.identifier("Request", one.request_id)} for one in known)


def uuid_in(identifier: str) -> UUID:
    """The row's UUID, whichever server wrote the identifier."""
    try:
        return UUID(identifier)
    except ValueError:
        return UUID(bytes=urlsafe_b64decode(identifier + "=" * (-len(identifier) % 4))[:16])
