"""Who gets which issue by mail, when, and once: whatever happens to the server, to readers and to issues."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, func, select, update

from madang.rules.newsletter_mail import Frequency, Outcome
from madang.rules.newsletters import Audience
from models import Employee, NewsletterIssue, NewsletterMail, NewsletterMailItem, NewsletterSubscription
from resolvers.newsletters import issues
from resolvers.newsletters import titles as newsletters
from resolvers.newsletters.mail import letters as newsletter_letters
from resolvers.newsletters.mail import subscriptions as newsletter_subscriptions
from resolvers.newsletters.mail.queueing import follow
from resolvers.newsletters.mail.sending import Sender, sweep
from tests.newsletters.mailing import Room
from tests.newsletters.mailserver import hang_up, once, say

A, B, C = "a@example.com", "b@example.com", "c@example.com"
BUS, NIGHT, INSIDE = "[소식 bus] bus의 글", "[소식 night] night의 글", "[소식 inside] inside의 글"
HOURS, DAYS = timedelta(hours=1), timedelta(days=1)


async def test_an_issue_goes_to_everybody_who_wants_it_once_and_to_nobody_else(room: Room) -> None:
    await room.subscribe(A, "bus")
    await room.subscribe(B, topics=("교통",))
    await room.subscribe(C, "night")
    await room.publish("bus")
    await room.send()
    await room.send()
    assert room.got() == [(A, BUS), (B, BUS)]
    await room.publish("night")
    await room.send()
    assert room.got() == [(A, BUS), (B, BUS), (B, NIGHT), (C, NIGHT)]
    assert await room.states() == [("SENT", 1, 250)] * 4


async def test_who_wants_it_by_title_topic_and_department_gets_it_once(room: Room) -> None:
    token = await room.subscribe(A, "bus", "night", topics=("교통",), publishers=("버스정책과",))
    await room.publish("bus")
    await room.send()
    assert room.got() == [(A, BUS)]
    mine = await newsletter_subscriptions.own(await room.context(), token)
    assert mine is not None
    assert (mine.email, len(mine.wishes), mine.wishes.topics) == (A, 4, ("교통",))


async def test_nothing_is_sent_for_what_was_out_before_or_is_taken_over_from_elsewhere(room: Room) -> None:
    await room.publish("bus")
    await room.subscribe(A, "bus")
    async with room.city.sessions.begin() as session:  # as an import does: out, and no line says so
        await session.execute(update(NewsletterIssue).values(state="ARCHIVED"))
    await room.send()
    assert (room.got(), await room.states()) == ([], [])


async def test_what_is_withdrawn_or_narrowed_before_its_turn_is_not_sent(room: Room) -> None:
    await room.subscribe(A, "bus", frequency=Frequency.DAILY)
    token = await room.employ("남", "bus", frequency=Frequency.DAILY)
    shown, narrowed = await room.publish("bus", "보이는 글"), await room.publish("bus", "좁힌 글")
    await room.send()
    await issues.narrow(await room.context("관리자"), narrowed)
    room.city.clock.advance(1 * DAYS)
    await room.send()
    staff = f"{room.people['남'].number}@seoul.example"
    assert room.got() == [(staff, "소식지 2건 · 2014년 7월 8일"), (A, "[소식 bus] 보이는 글")]
    assert (token, shown) != (None, None)


async def test_an_issue_that_is_narrowed_at_the_last_moment_is_not_ended(room: Room) -> None:
    """Its mail is written down already, and the server has it but for the end."""
    await room.subscribe(A, "bus")
    id = await room.publish("bus")
    sender = await room.sender()
    carried = room.post.carrier.deliver

    async def deliver(letter: Any, may_end: Any) -> Any:
        await issues.narrow(await room.context("관리자"), id)
        return await carried(letter, may_end)

    room.post.carrier.deliver = deliver  # type: ignore[method-assign]
    await sender.empty()
    assert (room.got(), dict(room.server.whole)) == ([], {A: room.server.whole[A][:1]})
    assert await room.states() == [("SKIPPED", 0, None)]


async def test_staff_get_what_is_for_staff_and_citizens_never(room: Room) -> None:
    await room.employ("남", "inside", "bus")
    await room.subscribe(A, "bus", topics=("교통",), publishers=("버스정책과",))
    await room.publish("inside")
    await room.publish("bus", "직원만 읽는 호", audience=Audience.STAFF)
    await room.send()
    staff = f"{room.people['남'].number}@seoul.example"
    assert room.got() == [(staff, "[소식 bus] 직원만 읽는 호"), (staff, INSIDE)]


async def test_a_title_that_became_internal_is_sent_to_no_citizen(room: Room) -> None:
    """Whoever wanted it while it had no issue still wants it."""
    await room.subscribe(A, "bus")
    changed = newsletters.TitleContent(audience=Audience.STAFF)
    await newsletters.update(await room.context("관리자"), room.titles["bus"].id, changed)
    await room.publish("bus")
    await room.send()
    assert room.got() == []


async def test_who_has_left_the_city_gets_nothing_more_and_is_forgotten(room: Room) -> None:
    await room.employ("남", "inside")
    await room.publish("inside")
    async with room.city.sessions.begin() as session:
        gone = update(Employee).where(Employee.id == room.people["남"].id)
        await session.execute(gone.values(left_on=room.city.clock().date()))
    await room.send()
    assert (room.got(), await room.states()) == ([], [("SKIPPED", 0, None)])
    await sweep(await room.context())
    assert await room.subscribers() == []


async def test_who_leaves_or_wants_something_else_gets_nothing_that_waits(room: Room) -> None:
    left, other = await room.subscribe(A, "bus"), await room.subscribe(B, "bus")
    await room.publish("bus")
    sender = await room.sender()
    await queue_only(room, sender)
    await newsletter_subscriptions.leave(await room.context(), left)
    await newsletter_subscriptions.choose(await room.context(), room.chosen("night"), other)
    await sender.empty()
    assert (room.got(), await room.states()) == ([], [("SKIPPED", 0, None)])
    assert await room.subscribers() == [(B, Frequency.IMMEDIATELY)]


@pytest.mark.parametrize(
    ("frequency", "still", "due"),
    [(Frequency.DAILY, 19 * HOURS, 20 * HOURS), (Frequency.WEEKLY, 6 * DAYS, 6 * DAYS + 20 * HOURS)],
)
async def test_a_digest_brings_all_of_its_time_in_one_mail(
    room: Room, frequency: Frequency, still: timedelta, due: timedelta
) -> None:
    await room.subscribe(A, topics=("교통",), frequency=frequency)
    began = room.city.clock()
    await room.publish("bus")
    await room.send()
    await room.publish("night")
    await room.send()
    room.city.clock.now = began + still
    await room.send()
    assert room.got() == []
    room.city.clock.now = began + due
    await room.send()
    day = "2014년 7월 8일" if frequency is Frequency.DAILY else "2014년 7월 14일"
    assert room.got() == [(A, f"소식지 2건 · {day}")]
    body = room.server.mails[0].get_body(("plain",))
    assert body is not None
    assert [body.get_content().count(f"■ {slug}의 글") for slug in ("bus", "night")] == [1, 1]
    room.city.clock.advance(8 * DAYS)
    await room.send()  # nothing came out: nothing is sent
    assert len(room.got()) == 1


async def test_who_changes_how_often_gets_each_issue_once_all_the_same(room: Room) -> None:
    token = await room.subscribe(A, topics=("교통",), frequency=Frequency.DAILY)
    for frequency, slug in (
        (Frequency.IMMEDIATELY, "bus"),
        (Frequency.DAILY, "night"),
        (Frequency.WEEKLY, "bus"),
    ):
        await room.publish(slug, f"{frequency.value} 전에")
        await room.send()
        given = room.chosen(topics=("교통",), frequency=frequency)
        await newsletter_subscriptions.choose(await room.context(), given, token)
        await room.send()
    room.city.clock.advance(8 * DAYS)
    await room.send()
    told = sorted(subject.split("] ")[1] for _, subject in room.got())
    assert told == ["DAILY 전에", "IMMEDIATELY 전에", "WEEKLY 전에"]


async def test_a_busy_server_is_asked_again_later_and_then_no_more(room: Room) -> None:
    await room.subscribe(A, "bus")
    room.server.at_recipient = {A: say("450 greylisted")}
    await room.publish("bus")
    await room.send()
    await room.send()
    assert await room.states() == [("WAITING", 1, 450)]
    room.city.clock.advance(timedelta(minutes=1))
    await room.send()
    assert await room.states() == [("WAITING", 2, 450)]
    room.city.clock.advance(timedelta(minutes=4))
    await room.send()
    assert await room.states() == [("WAITING", 2, 450)]
    room.server.at_recipient.clear()
    room.city.clock.advance(timedelta(minutes=1))
    await room.send()
    assert (await room.states(), room.got()) == ([("SENT", 3, 250)], [(A, BUS)])


async def test_news_of_days_ago_are_no_news(room: Room) -> None:
    await room.subscribe(A, "bus")
    room.server.at_recipient = {A: say("450 greylisted")}
    await room.publish("bus")
    for _ in range(20):
        await room.send()
        room.city.clock.advance(6 * HOURS)
    room.server.at_recipient.clear()
    await room.send()
    assert [(state, code) for state, _, code in await room.states()] == [("FAILED", 450)]
    assert room.got() == []


async def test_an_address_that_is_refused_three_times_in_a_row_is_forgotten(room: Room) -> None:
    await room.subscribe(A, "bus")
    await room.subscribe(B, "bus")
    for number in range(4):
        refused = (A, B) if number % 3 else (A,)
        room.server.at_recipient = {address: say("550 no such user") for address in refused}
        await room.publish("bus", f"{number}째")
        await room.send()
        room.server.at_recipient.clear()
    assert [email for email, _ in await room.subscribers()] == [B]
    assert room.got() == [(B, "[소식 bus] 0째"), (B, "[소식 bus] 3째")]


async def test_a_content_that_is_refused_ends_no_subscription(room: Room) -> None:
    await room.subscribe(A, "bus")
    room.server.behind_end = {A: say("554 looks like spam")}
    for number in range(4):
        await room.publish("bus", f"{number}째")
        await room.send()
    assert (await room.states(), len(await room.subscribers())) == ([("FAILED", 1, 554)] * 4, 1)


async def test_a_server_that_takes_nothing_costs_no_mail_an_attempt(room: Room) -> None:
    await room.subscribe(A, "bus")
    room.server.at_sender = once(say("451 busy"))
    await room.publish("bus")
    await room.send()
    assert (await room.states(), room.got()) == ([("SENT", 1, 250)], [(A, BUS)])
    assert room.post.tally[Outcome.UNREACHABLE] == 1


async def test_what_nobody_knows_is_not_sent_again(room: Room) -> None:
    await room.subscribe(A, "bus")
    await room.subscribe(B, "bus")
    room.server.behind_end = {A: hang_up}
    await room.publish("bus")
    await room.send()
    room.server.behind_end.clear()
    await room.send()
    assert sorted(await room.states()) == [("SENT", 1, 250), ("UNKNOWN", 1, None)]
    assert room.got() == [(A, BUS), (B, BUS)]


async def test_one_mail_that_cannot_be_written_holds_up_no_other(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    await room.subscribe(A, "bus")
    await room.subscribe(B, "bus")
    written = newsletter_letters._letter  # pyright: ignore[reportPrivateUsage]

    def fails(envelope: Any, parts: Any) -> Any:
        if envelope.recipient == A:
            raise RuntimeError("cannot")
        return written(envelope, parts)

    monkeypatch.setattr(newsletter_letters, "_letter", fails)
    await room.publish("bus")
    await room.send()
    assert (room.got(), sorted(await room.states())) == ([(B, BUS)], [("SENT", 1, 250), ("WAITING", 1, None)])


async def test_mails_have_the_same_name_each_time_they_are_tried(room: Room) -> None:
    await room.subscribe(A, "bus")
    await room.subscribe(B, "bus")
    room.server.behind_end = {A: once(say("451 later"))}
    await room.publish("bus")
    await room.send()
    room.city.clock.advance(1 * HOURS)
    await room.send()
    first, second = room.server.whole[A][-2:]
    assert first == second == room.server.to(A)[0]["Message-ID"]
    assert first != room.server.to(B)[0]["Message-ID"]


async def test_old_mails_are_forgotten_and_never_sent_anew(room: Room) -> None:
    await room.subscribe(A, "bus")
    await room.publish("bus")
    await room.send()
    room.city.clock.advance(31 * DAYS)
    await sweep(await room.context())
    await room.send()
    async with room.city.sessions() as session:
        mails = await session.scalar(select(func.count()).select_from(NewsletterMail))
        items = await session.scalar(select(func.count()).select_from(NewsletterMailItem))
    assert (mails, items, room.got()) == (0, 0, [(A, BUS)])


async def test_a_mail_without_anything_left_to_tell_is_not_sent(room: Room) -> None:
    await room.subscribe(A, "bus")
    await room.publish("bus")
    sender = await room.sender()
    await queue_only(room, sender)
    async with room.city.sessions.begin() as session:
        await session.execute(delete(NewsletterSubscription))
    await sender.empty()
    assert (room.got(), await room.states()) == ([], [("SKIPPED", 0, None)])


async def test_a_department_that_took_over_another_is_wanted_with_it(room: Room) -> None:
    await room.title("old", "통계데이터담당관")
    await room.subscribe(A, publishers=("버스정책과",))
    old, new = (room.city.departments[name] for name in ("통계데이터담당관", "버스정책과"))
    async with room.city.sessions.begin() as session:
        merged = update(type(old)).where(type(old).id == old.id)
        await session.execute(merged.values(successor_id=new.id, closed_on=room.city.clock().date()))
    await room.publish("old")
    await room.send()
    assert room.got() == [(A, "[소식 old] old의 글")]


async def queue_only(room: Room, sender: Sender) -> None:
    while await follow(await room.context(), sender.token):
        pass
