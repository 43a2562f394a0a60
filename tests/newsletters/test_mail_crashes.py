"""A sender may die at any moment: nobody is left out, and nobody gets an issue twice."""

from collections import Counter
from typing import Any

import pytest

from madang.rules.newsletter_mail import Outcome
from resolvers.leases import LeaseLost, renew
from resolvers.newsletters.mail import sending as newsletter_mailing
from resolvers.newsletters.mail.outbox import WORK, retry, settle
from tests.newsletters.mailing import QUICK, Room

A, B, C = "a@example.com", "b@example.com", "c@example.com"


class Died(BaseException):
    """As a process does: nothing that stands behind it happens."""


async def crash(room: Room, monkeypatch: pytest.MonkeyPatch, place: str) -> None:
    """The first mail dies where the name says; whoever leads then goes on."""
    with monkeypatch.context() as patch:
        carried = room.post.carrier.deliver

        async def deliver(letter: Any, may_end: Any) -> Any:
            async def asked() -> bool:
                if place == "before it was handed over":
                    raise Died
                may = await may_end()
                if place == "before the end was sent":
                    raise Died
                return may

            if place == "before it was tried":
                raise Died
            return await carried(letter, asked)

        async def settled(*given: Any) -> None:
            raise Died

        patch.setattr(room.post.carrier, "deliver", deliver)
        if place == "before it was written down":
            patch.setattr(newsletter_mailing, "settle", settled)
        sender = await room.sender()
        with pytest.raises(Died):
            await sender.empty()
    await room.post.carrier.rest()


@pytest.mark.parametrize(
    ("place", "state", "copies"),
    [
        ("before it was tried", "SENT", 1),
        ("before it was handed over", "SENT", 1),
        ("before the end was sent", "UNKNOWN", 0),
        ("before it was written down", "UNKNOWN", 1),
    ],
)
async def test_wherever_a_sender_dies_nobody_is_left_out_and_nobody_gets_it_twice(
    room: Room, monkeypatch: pytest.MonkeyPatch, place: str, state: str, copies: int
) -> None:
    """Only between handing over and the server's word is it unknown, and then it is not sent again."""
    for email in (A, B, C):
        await room.subscribe(email, "bus")
    await room.publish("bus")
    await crash(room, monkeypatch, place)
    await room.send()
    assert Counter(one for one, _, _ in await room.states()) == Counter([state, "SENT", "SENT"])
    counts = [len(room.server.to(email)) for email in (A, B, C)]
    assert sorted(counts) == sorted([copies, 1, 1])


async def test_what_is_unknown_is_sent_again_only_where_an_operator_says_so(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    await room.subscribe(A, "bus")
    await room.publish("bus")
    await crash(room, monkeypatch, "before the end was sent")
    await room.send()
    ctx = await room.context()
    assert await retry(ctx, unknown=False, since=ctx.clock()) == 0
    assert await retry(ctx, unknown=True, since=ctx.clock()) == 1
    await room.send()
    assert (len(room.server.to(A)), await room.states()) == (1, [("SENT", 1, 250)])


async def test_who_has_lost_the_lease_hands_nothing_over(room: Room) -> None:
    """It wakes up in the middle of a mail, and another one leads."""
    await room.subscribe(A, "bus")
    await room.publish("bus")
    old = await room.sender()
    carried = room.post.carrier.deliver

    async def deliver(letter: Any, may_end: Any) -> Any:
        room.post.carrier.deliver = carried  # type: ignore[method-assign]
        await room.send()
        return await carried(letter, may_end)

    room.post.carrier.deliver = deliver  # type: ignore[method-assign]
    with pytest.raises(LeaseLost):
        await old.empty()
    with pytest.raises(LeaseLost):
        async with room.city.sessions.begin() as session:
            await renew(session, WORK, token=old.token, duration=newsletter_mailing.timedelta(1))
    await room.post.carrier.rest()
    assert (len(room.server.to(A)), await room.states()) == (1, [("SENT", 1, 250)])


async def test_a_word_that_comes_late_is_still_believed(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another one leads while the server takes its time: until the word comes it is unknown."""
    await room.subscribe(A, "bus")
    await room.publish("bus")

    async def settle_late(ctx: Any, mail: Any, token: int, verdict: Any) -> None:
        monkeypatch.undo()
        await room.send()
        assert await room.states() == [("UNKNOWN", 0, None)]
        await settle(ctx, mail, token, verdict)

    monkeypatch.setattr(newsletter_mailing, "settle", settle_late)
    await (await room.sender()).empty()
    await room.post.carrier.rest()
    assert (len(room.server.to(A)), await room.states()) == (1, [("SENT", 1, 250)])


async def test_the_servers_word_is_kept_until_the_database_is_back(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    await room.subscribe(A, "bus")
    await room.publish("bus")
    outages = [ConnectionRefusedError("away"), ConnectionResetError("away")]

    async def away_for_a_while(*given: Any) -> None:
        if outages:
            raise outages.pop()
        await settle(*given)

    monkeypatch.setattr(newsletter_mailing, "settle", away_for_a_while)
    await room.send(QUICK)
    assert (outages, room.post.tally[Outcome.ACCEPTED]) == ([], 2)  # the question was the first
    assert (len(room.server.to(A)), await room.states()) == (1, [("SENT", 1, 250)])
