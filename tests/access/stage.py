"""A city whose every row hangs on one of five requests, with a word of its own in every text."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from madang.fetching import Fetcher, Reach
from madang.fetching.dialing import Unresolved
from madang.files import FolderStorage
from models import Employee
from models.base import Sessions
from models.engine import engine_of
from resolvers.context import Context
from resolvers.rooms import Rooms
from resolvers.sites import Sites
from schema.identifiers import global_id
from schema.sources import MODELS
from subscriptions.hub import Hub
from tests import builders
from tests.access.expectations import WHO_SEES
from tests.access.filling import Words
from tests.access.mail import POST
from tests.access.parts import (
    CITIZEN,
    PARTS,
    TRIED,
)
from tests.access.selecting import is_row, reachable
from tests.builders import City

FEW = ["requester", "deputy", "unrelated", "administrator"]  # they try each branch of each rule
TYPE_OF = {model: name for name, model in MODELS.items() if is_row(reachable()[name])}


async def _nobody(host: str, port: int) -> Sequence[str]:
    raise Unresolved(host)


NOWHERE = Sites(Fetcher(Reach(), resolve=_nobody))


@dataclass(frozen=True, slots=True)
class Thing:
    """A row: its type's rule decides together with the kind of request it hangs on who sees it."""

    rule: str
    kind: str
    other_kind: str | None = None  # of the request at the other end
    hidden: bool = False  # a comment, or what tells of its text

    def seen_by(self, part: str) -> bool:
        if self.rule == "staff":
            return part != CITIZEN
        if self.rule == "both":
            return all(part in WHO_SEES["request"][kind or ""] for kind in (self.kind, self.other_kind))
        if self.rule == "words":
            return part in WHO_SEES["hidden" if self.hidden else "request"][self.kind]
        return part in WHO_SEES[self.rule][self.kind]

    def readable_by(self, part: str) -> bool:
        return self.seen_by(part) and (not self.hidden or part in WHO_SEES["hidden"][self.kind])


@dataclass(slots=True)
class Stage:
    city: City
    hub: Hub
    reads: Sessions  # the same for all who ask: each factory of its own would keep connections of its own
    rooms: Rooms
    files: Path
    people: dict[str, Employee]
    words: Words = field(default_factory=Words)
    things: dict[str, Thing] = field(default_factory=dict[str, Thing])  # by global identifier
    secrets: dict[str, tuple[Thing, str]] = field(
        default_factory=dict[str, tuple[Thing, str]]
    )  # by the word; with its place
    rows: dict[str, dict[str, Any]] = field(
        default_factory=dict[str, dict[str, Any]]
    )  # by kind, then by name

    @property
    def storage(self) -> FolderStorage:
        return FolderStorage(self.files)

    def secret(self, thing: Thing, place: str) -> str:
        """A word that only those shall read who see the thing."""
        word = self.words.next()
        self.secrets[word] = (thing, place)
        return word

    def gid(self, kind: str, name: str) -> str:
        row: Any = self.rows[kind][name]
        return global_id(TYPE_OF[type(row)], row.id)

    def employee(self, part: str) -> str:
        return global_id("Employee", self.people[part].id)

    def department(self, name: str) -> str:
        return global_id("Department", self.city.departments[name].id)

    @property
    def tried(self) -> list[str]:
        """Everybody on SQLite; PostgreSQL gets the same clauses from the same code, and time is short."""
        return TRIED if engine_of(self.city.sessions).dialect.name == "sqlite" else FEW

    async def context(self, part: str) -> Context:
        """As `part` asks now; the citizen is nobody."""
        person = self.people.get(part)

        async def who() -> Any:
            if person is None:
                return None
            return replace(await builders.actor(self.city, person), read_only=PARTS[part].read_only)

        made = await builders.context(self.city, person)
        return replace(
            made,
            reads=self.reads,
            hub=self.hub,
            rooms=self.rooms,
            who=who,
            visitor=await who(),
            storage=self.storage,
            post=POST,
            sites=NOWHERE,
        )
