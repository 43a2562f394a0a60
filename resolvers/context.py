"""What a resolver is handed: who is asking, and the doors it may open."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from madang.errors import Forbidden, NotSignedIn
from madang.files import Storage
from madang.rules.calendar import seoul_day
from madang.rules.people import Actor
from madang.rules.policy import BoardPolicy
from models.base import Sessions, Subject
from resolvers.bare import BareRequest
from resolvers.rooms import Rooms
from resolvers.sites import Sites
from subscriptions import log
from subscriptions.entries import Entry
from subscriptions.events import Event
from subscriptions.hub import Hub
from subscriptions.ledger import Ledger

if TYPE_CHECKING:
    from resolvers.live_boards import Boards
    from resolvers.post import Post

S = TypeVar("S", bound=Subject)
Clock = Callable[[], datetime]


def utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(slots=True)
class Announcing:
    """When something changes, by whom, and what is told of it."""

    now: datetime
    actor_id: UUID | None
    entries: list[Entry] = field(default_factory=list[Entry], kw_only=True)

    @property
    def today(self) -> date:
        return seoul_day(self.now)

    def announce(self, subject: Subject | BareRequest, event: Event) -> int:
        """Write the event as the subject's next. Returns its number: the version of every row it changed."""
        subject.version += 1
        self.entries.append(
            Entry(
                subject_kind=subject.subject_kind,
                subject_id=subject.id,
                version=subject.version,
                actor_id=self.actor_id,
                occurred_at=self.now,
                event=event,
            )
        )
        return subject.version


@dataclass(slots=True)
class Change(Announcing):
    """One transaction, and what it announces. Leaving `Context.change()` commits both or neither."""

    session: AsyncSession

    async def lock(self, model: type[S], id: UUID) -> S | None:
        """The subject's row, held until the end: acts on one subject happen one after the other."""
        return await self.session.scalar(select(model).where(model.id == id).with_for_update(key_share=True))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a mutation has returned or raised: it is not done twice, whoever shows it in the end."""

    payload: Any = None
    error: Exception | None = None

    def again(self) -> Any:
        if self.error is not None:
            raise self.error
        return self.payload


@dataclass(slots=True, kw_only=True)  # not frozen: each operation and event makes one
class Context:
    """Sessions are handed out as factories: fields run side by side, and one session serves one task."""

    reads: Sessions
    writes: Sessions
    hub: Hub
    visitor: Actor | None = None
    who: Callable[[], Awaitable[Actor | None]] | None = None  # the visitor as of now, for long streams
    after: str | None = None  # the cursor that a stream resumes behind, whatever its argument says
    clock: Clock = utc_now
    policy: BoardPolicy = field(default_factory=BoardPolicy)
    rooms: Rooms | None = None  # where people are present; only a server has some
    ledger: Ledger | None = None  # how far mileage is booked; only a server keeps it up
    boards: "Boards | None" = None  # of mileage that are watched; only a server has people who watch
    sites: Sites | None = None  # elsewhere: only a server, and a command that asks them, reaches some
    storage: Storage | None = None  # of attachments; a command line that takes none needs none
    post: "Post | None" = None  # only where the city sends mail
    client: str | None = None  # the address that whoever asks comes from, as far as it is known
    loaders: dict[object, Any] = field(default_factory=dict[object, Any])  # of one operation or event
    outcomes: dict[str, "Outcome"] = field(
        default_factory=dict[str, "Outcome"]
    )  # of mutations, by their answer's name

    @property
    def actor(self) -> Actor:
        if self.visitor is None:
            raise NotSignedIn("로그인이 필요합니다.")
        return self.visitor

    @property
    def today(self) -> date:
        return seoul_day(self.clock())

    @asynccontextmanager
    async def change(self) -> AsyncGenerator[Change, None]:
        """Everything inside is one transaction; its events are in the log when it is committed."""
        announcing = self.announcing()
        async with self.writes.begin() as session:
            change = Change(announcing.now, announcing.actor_id, session)
            yield change
            await session.flush()
            await log.append(session, change.entries)
        self.committed(change)

    def announcing(self) -> Announcing:
        """What begins every change, now. Raises Forbidden for who may only look."""
        if self.visitor is not None and self.visitor.read_only:
            raise Forbidden("읽기 전용으로 로그인했습니다. 변경하려면 일반 계정으로 로그인하십시오.")
        return Announcing(self.clock(), self.visitor.id if self.visitor else None)

    def committed(self, change: Announcing) -> None:
        """What the change announces is in the log."""
        if change.entries:
            self.hub.committed({entry.subject_kind for entry in change.entries})
