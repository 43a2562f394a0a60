"""However many ask in words of their own about an event: its rows are read once, each sees what it may."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from madang.rules.people import Actor
from models.recording import recording
from resolvers.sights import RequestSeen, Sight, sight_of
from schema.sharing import Share
from subscriptions.events import Record
from tests.plans.city import City
from tests.plans.sharing import alone, member_of, opened, records_of, share_of

EVER = 60.0  # seconds
NEWEST = 300  # lines of the log
CAN = "viewerCanEdit { allowed reason } viewerCanCancel { allowed } viewerCanComment { allowed }"
PART = "state progress viewerCanAssign { reason } viewerCanSendBack { reason } viewerCanCancel { reason }"
REQUEST = f"request {{ title version {CAN} deliveries {{ nodes {{ {PART} }} }} }}"
EVENT = f"event {{ version ... on DeliveryEvent {{ delivery {{ {PART} }} }} }}"
OF_ONE_LEVEL = {"the request": REQUEST, "what the event points to": EVENT}


def asked(number: int, what: str) -> str:
    """In words that nobody else uses."""
    return f"subscription {{ a{number}: boardEvents {{ ... on RequestChange {{ position {what} }} }} }}"


async def about(city: City, *, restricted: bool = False) -> list[Record]:
    """The newest lines about parts of requests that all staff see, or only some."""
    found: list[Record] = []
    for record in await records_of(city, NEWEST):
        if hasattr(record.event, "delivery_id"):
            sight = await sight_of(city.context, record)
            if sight.row is not None and not sight.for_administrators and sight.is_open is not restricted:
                found.append(record)
    assert found
    return found


async def asked_by_one_of(city: City) -> Record:
    """The newest line about an open request of somebody who is there: they may do more than others."""
    for record in reversed(await about(city)):
        subject = (await sight_of(city.context, record)).row
        assert isinstance(subject, RequestSeen)
        if subject.requester_id in {one.id for one in city.actors if one is not None}:
            return record
    raise LookupError("nobody who is there has asked for anything")


async def tell(share: Share, city: City, text: str, actor: Actor, record: Record) -> bytes | None:
    """What the actor, who has asked alone in these words, is told."""
    member = member_of(city, text, actor)
    told = await share.work_out(record, [member])
    assert [list(members) for members, _ in told] in ([], [[member]])
    return told[0][1].encode() if told else None


@pytest.mark.parametrize("what", OF_ONE_LEVEL)
def test_an_event_is_read_once_for_all_whatever_their_words_and_whoever_they_are(
    what: str, sample_url: str
) -> None:
    asyncio.run(_read_once(sample_url, OF_ONE_LEVEL[what]))


async def _read_once(url: str, what: str) -> None:
    async with opened(url, moment=EVER) as city:
        actors = [one for one in city.actors if one is not None]
        record, read, answers = await asked_by_one_of(city), set[int](), set[bytes]()
        shares = [(await share_of(city, asked(number, what), actors[0]))[0] for number in range(8)]
        with recording(city.context.reads) as statements:
            for number, share in enumerate(shares):
                for actor in actors:
                    answer = await tell(share, city, asked(number, what), actor, record)
                    assert answer is not None
                    answers.add(answer.replace(b"a%d" % number, b"a"))
                    read.add(len(statements))
        assert read == {2}  # who may see it, and it
        assert len(answers) > 1


@pytest.mark.parametrize("what", OF_ONE_LEVEL)
@pytest.mark.parametrize("restricted", [False, True])
def test_what_is_read_once_is_told_to_each_as_it_would_have_been_alone(
    what: str, restricted: bool, sample_url: str
) -> None:
    asyncio.run(_compare(sample_url, OF_ONE_LEVEL[what], restricted))


async def _compare(url: str, what: str, restricted: bool) -> None:
    async with opened(url, moment=EVER) as city:
        actors = [one for one in city.actors if one is not None]
        records = (await about(city, restricted=restricted))[-2:]
        hidden = 0
        for number, actor in enumerate(actors):
            share, _ = await share_of(city, asked(number, what), actors[0])
            for record in records:
                told = await tell(share, city, asked(number, what), actor, record)
                since = city.context.hub.head - record.position + 1
                next_seen = await alone(city, asked(number, what), actor, since, most=1)
                is_it = b'"position":%d,' % record.position in (next_seen or [b""])[0]
                assert told == (next_seen[0] if is_it else None)
                hidden += not is_it
        assert (hidden > 0) is restricted


def test_what_was_open_a_moment_ago_is_read_as_each_may_see_it_now(sample_url: str) -> None:
    asyncio.run(_close(sample_url))


async def _close(url: str) -> None:
    async with opened(url, moment=EVER) as city:
        (record, *_) = await about(city, restricted=True)
        sight = await sight_of(city.context, record)
        text = asked(1, "request { title }")
        share, _ = await share_of(city, text, some(city, sight, sees=True))

        async def as_it_was() -> Sight:
            return replace(sight, is_open=True)

        await city.context.hub.once(("sight", record.position), as_it_was)
        told: list[Any] = [
            await tell(share, city, text, some(city, sight, sees=sees), record) for sees in (False, True)
        ]
        assert b'"request":null' in told[0]
        assert b'"title":' in told[1]


def some(city: City, sight: Sight, *, sees: bool) -> Actor:
    return next(one for one in city.actors if one is not None and sight.is_for(one) is sees)
