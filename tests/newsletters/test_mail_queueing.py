"""An issue is queued for everybody at once: a few statements, however many want it."""

import tracemalloc
from dataclasses import dataclass
from time import perf_counter

from sqlalchemy import func, insert, select

from madang.rules.newsletter_mail import Frequency
from models import NewsletterMail, NewsletterMailItem, NewsletterSubscriber, NewsletterSubscription
from models.base import uuid7
from models.recording import recording
from resolvers.newsletters.mail.queueing import follow
from tests.newsletters.mailing import Room

READERS = 100_000
AT_ONCE = 5_000


async def readers(room: Room, count: int) -> None:
    """Citizens who want the title, a third at each frequency."""
    title, now, frequencies = room.titles["bus"].id, room.city.clock(), list(Frequency)
    for begin in range(0, count, AT_ONCE):
        ids = [uuid7() for _ in range(begin, min(begin + AT_ONCE, count))]
        people = [
            {"id": id, "email": f"{id}@example.com", "frequency": frequencies[n % 3], "refusals": 0,
             "created_at": now, "version": 0}
            for n, id in enumerate(ids)
        ]  # fmt: skip
        wishes = [{"id": uuid7(), "subscriber_id": id, "newsletter_id": title} for id in ids]
        async with room.city.sessions.begin() as session:
            await session.execute(insert(NewsletterSubscriber), people)
            await session.execute(insert(NewsletterSubscription), wishes)


@dataclass(frozen=True, slots=True)
class Cost:
    statements: int
    bytes: int  # of ours at most, not the database's
    seconds: float


async def queued(room: Room) -> Cost:
    """What following the log costs until nothing is left."""
    ctx, token = await room.context(), (await room.sender()).token
    tracemalloc.start()
    began = perf_counter()
    with recording(room.city.sessions) as statements:
        while await follow(ctx, token):
            pass
    seconds, (_, most) = perf_counter() - began, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return Cost(len(statements), most, seconds)


async def counted(room: Room) -> tuple[int, int, int]:
    """Mails and issues in them, and how many editions they are."""
    mails = select(func.count(), func.count(NewsletterMail.edition.distinct()))
    async with room.city.sessions() as session:
        mailed, editions = (await session.execute(mails.select_from(NewsletterMail))).one()
        items = await session.scalar(select(func.count()).select_from(NewsletterMailItem)) or 0
    return mailed, items, editions


async def test_a_hundred_thousand_readers_cost_as_many_statements_as_ten(room: Room) -> None:
    """Measured: 0.7 seconds on SQLite, 2.3 on PostgreSQL, half a megabyte of ours."""
    await readers(room, 10)
    await room.publish("bus", "열 사람에게")
    few = await queued(room)
    assert await counted(room) == (10, 10, 3)
    await readers(room, READERS - 10)
    await room.publish("bus", "십만 사람에게")
    many = await queued(room)
    by_turn = sum(1 for n in range(10) if n % 3)  # who gets a digest has the first issue in the same mail
    assert await counted(room) == (10 + READERS - by_turn, READERS + 10, 4)
    assert many.statements == few.statements
    assert many.bytes < few.bytes + (1 << 20)
    assert many.seconds < 60
