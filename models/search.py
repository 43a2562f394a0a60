"""The searchable text of each request, kept in the transaction that writes the request.

PostgreSQL indexes the pairs of letters as a tsvector, SQLite in a full-text table that triggers keep in step.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    Connection,
    ForeignKey,
    Identity,
    Select,
    Text,
    event,
    insert,
    inspect,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Mapped, Mapper, mapped_column
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.expression import FunctionElement
from sqlalchemy.types import NullType

from madang.search import bigrams, compact, pieces
from models.base import Base
from models.events import Serial
from models.requests import Request

ESCAPE = "/"  # of LIKE
SEARCHED = ("key", "title", "project", "body", "significance")

TAKE_OUT = (
    "INSERT INTO request_bigrams (request_bigrams, rowid, bigrams) "
    "VALUES ('delete', old.number, old.bigrams);"
)
PUT_IN = "INSERT INTO request_bigrams (rowid, bigrams) VALUES (new.number, new.bigrams);"
TRIGGERS = {"INSERT": PUT_IN, "DELETE": TAKE_OUT, "UPDATE": TAKE_OUT + PUT_IN}

# What no column can say, by dialect. The ascii tokeniser parts words at blanks and leaves Hangul alone.
BESIDE = {
    "postgresql": {
        "create": ["CREATE INDEX ix_request_texts_bigrams ON request_texts USING gin (bigrams)"],
    },
    "sqlite": {
        "create": [
            "CREATE VIRTUAL TABLE request_bigrams USING fts5(bigrams, content='request_texts', "
            "content_rowid='number', detail='none', tokenize='ascii')",
            *(
                f"CREATE TRIGGER request_texts_{act.lower()} AFTER {act} ON request_texts BEGIN {then} END"
                for act, then in TRIGGERS.items()
            ),
        ],
        "drop": ["DROP TABLE IF EXISTS request_bigrams"],
    },
}


class RequestText(Base):
    """What a request says, as madang.search compacts it.

    A migration that alters it on SQLite makes the table anew, and must make the triggers anew, too.
    """

    __tablename__ = "request_texts"
    __table_args__ = ({"info": BESIDE},)

    number: Mapped[int] = mapped_column(Serial, Identity(), primary_key=True)
    request_id: Mapped[UUID] = mapped_column(ForeignKey("requests.id", ondelete="CASCADE"), unique=True)
    compact: Mapped[str] = mapped_column(Text)
    bigrams: Mapped[str] = mapped_column(Text().with_variant(TSVECTOR(), "postgresql"), deferred=True)


def sought(words: Collection[str]) -> list[str]:
    """What `requests_with` looks for: the query of each index, then the words themselves."""
    return [*_as_queries(words), *(escaped(word) for word in words)]


def requests_with(sought: Sequence[str | BindParameter[str]]) -> Select[UUID]:
    """The requests whose text contains every one of the words (madang.search.words). Never reads the table.

    The index finds texts that have all pieces; whether they stand together is checked in those alone.
    """
    tsquery, match, *words = sought
    found = HasAll(RequestText.number, RequestText.bigrams, tsquery, match)
    together = (RequestText.compact.contains(word, escape=ESCAPE) for word in words)
    return select(RequestText.request_id).where(found, *together)


def escaped(part: str) -> str:
    """Text to be found to the letter by LIKE."""
    for special in (ESCAPE, "%", "_"):
        part = part.replace(special, ESCAPE + special)
    return part


class HasAll(FunctionElement[Any]):
    """Whether the index of a text has all pieces of a query."""

    name = "has_all"
    type = NullType()  # of a Boolean SQLite would be asked whether it equals 1, and not use its index
    inherit_cache = True


@compiles(HasAll, "postgresql")
def _in_tsvector(element: HasAll, compiler: SQLCompiler, **options: Any) -> str:
    _, column, tsquery, _ = element.clauses
    bigrams, query = compiler.process(column, **options), compiler.process(tsquery, **options)
    return f"{bigrams} @@ CAST({query} AS TSQUERY)"


@compiles(HasAll, "sqlite")
def _in_full_text(element: HasAll, compiler: SQLCompiler, **options: Any) -> str:
    column, _, _, match = element.clauses
    number, query = compiler.process(column, **options), compiler.process(match, **options)
    return f"{number} IN (SELECT rowid FROM request_bigrams WHERE request_bigrams MATCH {query})"


def _as_queries(words: Iterable[str]) -> tuple[str, str]:
    """The same query as a tsquery and for FTS5. A piece of one letter stands for all that begin with it."""
    asked = sorted({piece for word in words for piece in pieces(word)})
    beginnings = [piece for piece in asked if len(piece) == 1]
    whole = [piece for piece in asked if len(piece) > 1]
    tsquery = [f"'{piece}'" for piece in whole] + [f"'{piece}':*" for piece in beginnings]
    match = [f'"{piece}"' for piece in whole] + [f'"{piece}"*' for piece in beginnings]
    return " & ".join(tsquery), " AND ".join(match)


@event.listens_for(Request, "after_insert")
def _index(mapper: Mapper[Request], connection: Connection, request: Request) -> None:
    values = _searchable(request, connection.dialect.name)
    connection.execute(insert(RequestText).values(request_id=request.id, **values))


@event.listens_for(Request, "before_update")
def _index_anew(mapper: Mapper[Request], connection: Connection, request: Request) -> None:
    state = inspect(request)
    if any(state.attrs[name].history.has_changes() for name in SEARCHED):
        values = _searchable(request, connection.dialect.name)
        connection.execute(update(RequestText).where(RequestText.request_id == request.id).values(values))


def _searchable(request: Request, dialect: str) -> dict[str, str]:
    text = compact(*(getattr(request, name) for name in SEARCHED))
    found = sorted(bigrams(text))
    lexemes = [f"'{piece}'" for piece in found] if dialect == "postgresql" else found
    return {"compact": text, "bigrams": " ".join(lexemes)}
