"""Nobody gets mail that they have not asked for, and nobody learns from the form who subscribes."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import func, select, text

from madang.errors import Conflict, Invalid, NotFound, NotSignedIn, Refused
from madang.rules.newsletter_mail import Frequency, SignupLimits
from models import EventLine, NewsletterSignup, NewsletterSubscriber
from models.base import Base
from resolvers.newsletters.mail import signups as newsletter_signups
from resolvers.newsletters.mail import subscriptions as newsletter_subscriptions
from resolvers.newsletters.mail.sending import sweep
from resolvers.newsletters.mail.wishes import Chosen
from tests.newsletters.mailing import LINK, Room
from tests.newsletters.mailserver import say

A, B = "a@example.com", "b@example.com"
QUESTION = "소식지 메일 구독을 확인해 주십시오"


async def counted(room: Room, model: Any) -> int | None:
    async with room.city.sessions() as session:
        return await session.scalar(select(func.count()).select_from(model))


async def test_until_it_is_confirmed_nothing_but_the_question_is_sent(room: Room) -> None:
    await room.sign_up(A, "bus")
    await room.publish("bus")
    await room.send()
    assert room.got() == [(A, QUESTION)]
    mail = room.server.mails[0]
    headers = [mail[name] for name in ("List-Unsubscribe", "Precedence", "Auto-Submitted")]
    assert headers == [None, None, "auto-generated"]
    await room.confirm(A)
    await room.publish("bus", "그 뒤의 글")
    await room.send()
    assert room.got() == [(A, "[소식 bus] 그 뒤의 글")]


async def test_a_token_opens_once_and_for_two_days(room: Room) -> None:
    for _ in range(2):
        await room.sign_up(A, "bus")
    await room.send()
    first, second = room.links(A)
    for wrong in ("", "x", second[:-1], second + "x", "가" * 500, "\x00"):
        with pytest.raises(NotFound):
            await newsletter_signups.confirm(await room.context(), wrong)
    await newsletter_signups.confirm(await room.context(), first)
    with pytest.raises(NotFound):
        await newsletter_signups.confirm(await room.context(), first)
    room.city.clock.advance(timedelta(days=2))
    with pytest.raises(NotFound):
        await newsletter_signups.confirm(await room.context(), second)
    assert len(await room.subscribers()) == 1


async def test_no_table_and_no_line_of_the_log_holds_what_opens(room: Room) -> None:
    token = await room.subscribe(A, "bus")
    await room.sign_up(B, "bus")
    await room.send()
    (question,) = room.links(B)
    kept = await everything(room)
    assert (question in kept, token in kept, token.split(".")[1] in kept) == (False, False, False)
    async with room.city.sessions() as session:
        lines = "".join(map(str, await session.scalars(select(EventLine.data))))
    assert (A in lines, B in lines, "@" in lines) == (False, False, False)


async def test_whoever_asks_is_told_the_same_whatever_is_known_of_the_address(room: Room) -> None:
    await room.subscribe(A, "bus")
    answers = [await answered(room, email) for email in (A, B, B, B, B, B, "new@example.com", A)]
    assert answers == [None] * 8
    await room.send()
    subjects = {subject for _, subject in room.got()}
    bodies = {told(mail) for mail in room.server.mails}
    assert (subjects, len(bodies), len(room.server.mails)) == ({QUESTION}, 1, 6)


def told(mail: EmailMessage) -> str:
    """All but the token."""
    body = mail.get_body(("plain",))
    assert body is not None
    return LINK.sub("", body.get_content())


async def answered(room: Room, email: str) -> object:
    return await newsletter_signups.sign_up(await room.context(), email, room.chosen("bus"))


async def test_who_is_subscribed_adds_to_it_by_confirming_and_not_before(room: Room) -> None:
    token = await room.subscribe(A, "bus")
    await room.sign_up(A, "night", topics=("교통",), frequency=Frequency.WEEKLY)
    await room.send()
    before = await newsletter_subscriptions.own(await room.context(), token)
    assert before is not None
    assert (len(before.wishes), before.frequency) == (1, Frequency.IMMEDIATELY)
    assert await room.confirm(A) == token
    after = await newsletter_subscriptions.own(await room.context(), token)
    assert after is not None
    assert (len(after.wishes), after.frequency, after.wishes.topics) == (3, Frequency.WEEKLY, ("교통",))


async def test_an_address_is_asked_three_times_a_day_and_no_more(room: Room) -> None:
    for _ in range(6):
        await room.sign_up(A, "bus")
    await room.send()
    assert room.got() == [(A, QUESTION)] * 3
    room.city.clock.advance(timedelta(days=1, seconds=1))
    await room.sign_up(A, "bus")
    await room.send()
    assert room.got() == [(A, QUESTION)] * 4


async def test_one_client_and_all_clients_ask_so_often_an_hour(room: Room) -> None:
    room.post.limits = SignupLimits(of_client_an_hour=2, in_all_an_hour=5)
    for number in range(2):
        await room.sign_up(f"{number}@example.com", "bus", client="203.0.113.7")
    with pytest.raises(Conflict, match="한 시간 뒤"):
        await room.sign_up(A, "bus", client="203.0.113.7")
    for number in range(2, 5):
        await room.sign_up(f"{number}@example.com", "bus", client=f"203.0.113.1{number}")
    with pytest.raises(Conflict, match="한 시간 뒤"):
        await room.sign_up(A, "bus", client="198.51.100.1")
    assert await counted(room, NewsletterSignup) == 5
    assert "203.0.113" not in await everything(room)
    room.city.clock.advance(timedelta(hours=1, seconds=1))
    await room.sign_up(A, "bus", client="203.0.113.7")


async def test_limits_hold_for_those_who_ask_at_the_same_moment(room: Room) -> None:
    await asyncio.gather(*(room.sign_up(A, "bus") for _ in range(12)))
    assert await counted(room, NewsletterSignup) == 3


async def test_two_confirmations_at_the_same_moment_make_one_subscriber(room: Room) -> None:
    await room.sign_up(A, "bus")
    await room.sign_up(A, "night")
    await room.send()
    ctx = await room.context()
    await asyncio.gather(*(newsletter_signups.confirm(replace(ctx), token) for token in room.links(A)))
    assert await counted(room, NewsletterSubscriber) == 1


async def test_unconfirmed_addresses_are_forgotten_after_three_days(room: Room) -> None:
    await room.sign_up(A, "bus")
    room.server.at_recipient = {A: say("450 later")}
    await room.send()
    room.city.clock.advance(timedelta(days=3, seconds=1))
    await sweep(await room.context())
    room.server.at_recipient.clear()
    await room.send()
    assert (await counted(room, NewsletterSignup), room.got(), A in await everything(room)) == (0, [], False)


async def test_who_leaves_is_forgotten_and_may_come_back(room: Room) -> None:
    token = await room.subscribe(A, "bus")
    await room.publish("bus")
    await room.send()
    ctx = await room.context()
    assert await newsletter_subscriptions.leave(ctx, token) == 2
    assert await newsletter_subscriptions.leave(ctx, token) is None
    assert await newsletter_subscriptions.own(ctx, token) is None
    assert A not in await everything(room)
    assert await room.subscribe(A, "night") != token


@pytest.mark.parametrize(
    ("given", "field", "message"),
    [
        (Chosen(), ("input",), "하나는 골라"),
        (Chosen(newsletters=(uuid4(),)), ("input", "newsletters"), "고를 수 없는 소식지"),
        (None, ("input", "newsletters"), "고를 수 없는 소식지"),
        (Chosen(topics=("살림",)), ("input", "topics"), "고를 수 없는 주제"),
        (Chosen(publishers=("총무과",)), ("input", "publishers"), "고를 수 없는 펴내는 부서"),
        (Chosen(topics=("교통",) * 201), ("input",), "200개까지"),
    ],
)
async def test_citizens_choose_from_what_is_for_citizens(
    room: Room, given: Chosen | None, field: tuple[str, ...], message: str
) -> None:
    """What exists for staff is refused in the same words as what exists nowhere."""
    with pytest.raises(Invalid, match=message) as refusal:
        await newsletter_signups.sign_up(await room.context(), A, given or room.chosen("inside"))
    assert (refusal.value.field, await counted(room, NewsletterSignup)) == (field, 0)


async def test_staff_choose_from_everything_and_need_no_question(room: Room) -> None:
    token = await room.employ("남", "inside", topics=("살림",), publishers=("총무과",))
    await room.publish("inside")
    await room.send()
    assert len(room.got()) == 1
    mine = await newsletter_subscriptions.own(await room.context("남"))
    assert mine is not None
    assert (mine.token, len(mine.wishes)) == (token, 3)
    kept = await newsletter_subscriptions.choose(await room.context(), room.chosen("inside"), token)
    assert (len(kept.wishes), kept.version) == (1, 2)
    await newsletter_subscriptions.leave(await room.context("남"))
    assert await room.subscribers() == []


async def test_an_employee_without_an_address_is_told_so(room: Room) -> None:
    with pytest.raises(Conflict, match="전자우편 주소가 없습니다"):
        await newsletter_subscriptions.choose(await room.context("직원"), room.chosen("bus"))
    assert await room.subscribers() == []


async def test_a_token_of_one_opens_nothing_of_another(room: Room) -> None:
    mine, other = await room.subscribe(A, "bus"), await room.subscribe(B, "bus")
    mixed = f"{mine.split('.')[0]}.{other.split('.')[1]}"
    for wrong in (mixed, mine[:-1], mine.split(".")[0], "", "x.y", f"{mine}.z"):
        with pytest.raises(NotFound):
            await newsletter_subscriptions.leave(await room.context(), wrong)
        with pytest.raises(NotFound):
            await newsletter_subscriptions.choose(await room.context(), room.chosen("night"), wrong)
        assert await newsletter_subscriptions.own(await room.context(), wrong) is None
    with pytest.raises(NotSignedIn):
        await newsletter_subscriptions.own(await room.context())
    assert len(await room.subscribers()) == 2


async def test_a_city_without_a_mail_server_takes_no_address(room: Room) -> None:
    ctx = replace(await room.context(), post=None)
    for act in (
        newsletter_signups.sign_up(ctx, A, room.chosen("bus")),
        newsletter_signups.confirm(ctx, "x"),
        newsletter_subscriptions.choose(ctx, room.chosen("bus"), "x"),
    ):
        with pytest.raises(Refused, match="메일로 보내지 않습니다"):
            await act
    assert await newsletter_subscriptions.own(ctx, "x") is None
    assert await counted(room, NewsletterSignup) == 0


async def everything(room: Room) -> str:
    """All that any table holds, as text."""
    found: list[str] = []
    async with room.city.sessions() as session:
        for table in Base.metadata.sorted_tables:
            rows = await session.execute(text(f'SELECT * FROM "{table.name}"'))
            found.extend(str(tuple(row)) for row in rows)
    return "\n".join(found)
