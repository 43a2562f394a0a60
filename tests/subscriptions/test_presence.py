"""Who is at a request is known to all processes, and no longer than it is so, over both brokers."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from uuid import UUID, uuid4

from madang.rules.presence import NOBODY, Crowd, Doing, Present
from subscriptions.attendance import Attendance
from subscriptions.broker import Broker, MemoryBroker
from subscriptions.presence import TURNS, Pace, Presence
from subscriptions.redis_broker import RedisBroker
from subscriptions.signals import Gap
from subscriptions.tasks import running
from tests.servers import ValkeyServer
from tests.subscriptions.hearing import until

NOON = datetime(2014, 7, 7, 3, tzinfo=UTC)
REQUEST, PERSON, OTHER = UUID(int=1), UUID(int=2), UUID(int=3)
QUICK = Pace(tick=0.02, rest=0.01, restate=0.1, forget=1.0, grace=0.05)


def crowd(*people: UUID, doing: Doing = Doing.VIEWING) -> Crowd:
    return Crowd(tuple(Present(person, doing, NOON) for person in people), len(people))


async def hear(presence: Presence, broker: Broker) -> None:
    async with broker.listen() as signals:
        async for signal in signals:
            if isinstance(signal, Attendance):
                presence.heard(signal)
            elif isinstance(signal, Gap):
                presence.linked()


@asynccontextmanager
async def process(broker: Broker, pace: Pace = QUICK) -> AsyncGenerator[Presence, None]:
    async with (
        running(partial(hear, presence := Presence(broker, pace=pace), broker), name="link"),
        presence,
    ):
        await until(lambda: broker.link.connected)
        yield presence


async def test_who_comes_writes_and_leaves_at_one_process_is_seen_at_the_other(
    new_link: Callable[[], Broker],
) -> None:
    async with process(new_link()) as here, process(new_link()) as there:
        with here.attending(REQUEST, PERSON, Doing.VIEWING, now=NOON):
            await until(lambda: there.at(REQUEST) == crowd(PERSON))
            with there.attending(REQUEST, PERSON, Doing.WRITING, now=NOON.replace(hour=5)):
                await until(lambda: here.at(REQUEST) == crowd(PERSON, doing=Doing.WRITING))
                assert (here.present, there.present) == (1, 1)
            await until(lambda: here.at(REQUEST) == crowd(PERSON))
        await until(lambda: there.at(REQUEST) == here.at(REQUEST) == NOBODY)


async def test_who_was_there_before_a_process_began_is_known_to_it_soon(
    new_link: Callable[[], Broker],
) -> None:
    async with process(new_link()) as here:
        with here.attending(REQUEST, PERSON, Doing.VIEWING, now=NOON):
            async with process(new_link()) as late:
                await until(lambda: late.at(REQUEST) == crowd(PERSON))


async def test_the_people_of_a_process_that_is_no_more_are_forgotten(
    new_link: Callable[[], Broker],
) -> None:
    async with process(new_link()) as there, AsyncExitStack() as life:
        here = await life.enter_async_context(process(new_link()))
        with (
            there.attending(REQUEST, OTHER, Doing.VIEWING, now=NOON),
            here.attending(REQUEST, PERSON, Doing.VIEWING, now=NOON),
        ):
            await until(lambda: there.at(REQUEST) == crowd(PERSON, OTHER))
            await life.aclose()  # it says no farewell
            await until(lambda: there.at(REQUEST) == crowd(OTHER))


async def test_a_frozen_redis_leaves_each_process_its_own_people_and_then_all(valkey: ValkeyServer) -> None:
    channel = f"madang-{uuid4()}"
    new_link = partial(RedisBroker, valkey.url, channel=channel, beat=0.05, deadline=0.3)
    async with process(new_link()) as here, process(new_link()) as there:
        with (
            here.attending(REQUEST, PERSON, Doing.VIEWING, now=NOON),
            there.attending(REQUEST, OTHER, Doing.VIEWING, now=NOON),
        ):
            both = crowd(PERSON, OTHER)
            await until(lambda: here.at(REQUEST) == there.at(REQUEST) == both)
            valkey.freeze()
            await until(lambda: (here.at(REQUEST), there.at(REQUEST)) == (crowd(PERSON), crowd(OTHER)))
            valkey.thaw()
            await until(lambda: here.at(REQUEST) == there.at(REQUEST) == both)


async def test_who_left_while_redis_was_frozen_does_not_come_back_with_it(valkey: ValkeyServer) -> None:
    channel = f"madang-{uuid4()}"
    new_link = partial(RedisBroker, valkey.url, channel=channel, beat=0.05, deadline=0.3)
    shown: list[Crowd] = []
    async with process(new_link()) as there, AsyncExitStack() as life:
        here = await life.enter_async_context(process(new_link()))
        with here.attending(REQUEST, PERSON, Doing.VIEWING, now=NOON):
            await until(lambda: there.at(REQUEST) == crowd(PERSON))
            valkey.freeze()
            await until(lambda: there.at(REQUEST) == NOBODY)
            await life.aclose()
        valkey.thaw()
        async with process(new_link()) as third:
            with third.attending(REQUEST, OTHER, Doing.VIEWING, now=NOON):
                await until(lambda: shown.append(there.at(REQUEST)) or there.at(REQUEST) == crowd(OTHER))
    assert {one for crowd in shown for one in crowd.people} == set(crowd(OTHER).people)


async def test_what_comes_in_a_burst_is_one_push() -> None:
    presence = Presence(MemoryBroker())  # it looks when it is told
    with ExitStack() as stack:
        watch = stack.enter_context(presence.watching(REQUEST))
        for number in range(50):
            person = UUID(int=number)
            stack.enter_context(presence.attending(REQUEST, person, Doing.VIEWING, now=NOON))
        presence.look()
        await watch.stirred()
        assert presence.at(REQUEST).total == 50
        stirred = 0
        for _ in range(TURNS):
            presence.look()
            if watch.is_stirred:
                stirred += 1
                await watch.stirred()
        assert stirred == 1  # in its turn, to see whether it may still be shown


async def test_where_nobody_is_nothing_is_said() -> None:
    broker = MemoryBroker()
    async with process(broker) as presence, broker.listen() as signals:
        assert await anext(signals) == Gap()
        with presence.watching(REQUEST):
            await asyncio.sleep(QUICK.restate * 2)
        with presence.attending(REQUEST, PERSON, Doing.VIEWING, now=NOON):
            said = await anext(signals)
        assert isinstance(said, Attendance)
        assert said.crowds == {REQUEST: crowd(PERSON)}
