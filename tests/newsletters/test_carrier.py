"""What became of each mail is told exactly, wherever the mail server fails."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from madang.rules.newsletter_mail import Outcome, Verdict
from madang.server.mail import SmtpCarrier, SmtpServer
from madang.server.mail.carrier import Encryption
from resolvers.post import Letter
from tests.newsletters.mailserver import Behaviour, MailServer, hang, hang_up, once, say

WHO, OTHER = "gildong@example.com", "other@example.com"
CONTENT = b"Subject: x\r\nMessage-ID: <1@x>\r\nTo: gildong@example.com\r\n\r\n.a line\r\n..b\r\nend\r\n"


def letter(recipient: str = WHO) -> Letter:
    return Letter(sender="news@seoul.example", recipient=recipient, content=CONTENT)


def carrier_to(server: MailServer, *, patience: float = 5.0, last: float = 5.0) -> SmtpCarrier:
    return SmtpCarrier(
        SmtpServer(
            host="127.0.0.1", port=server.port, encryption=Encryption.NONE, says_hello_as="news.example",
            patience=patience, last_patience=last,
        )
    )  # fmt: skip


async def always() -> bool:
    return True


@asynccontextmanager
async def mail_server(**behaviour: object) -> AsyncGenerator[MailServer]:
    async with MailServer(**behaviour).open() as server:  # type: ignore[arg-type]
        yield server


async def deliver(server: MailServer, **given: float) -> tuple[Verdict, list[bool]]:
    """The verdict, and whether it was asked to end."""
    asked: list[bool] = []

    async def may_end() -> bool:
        asked.append(True)
        return True

    carrier = carrier_to(server, **given)
    verdict = await carrier.deliver(letter(), may_end)
    await carrier.rest()
    return verdict, asked


async def test_a_mail_arrives_to_the_letter() -> None:
    async with mail_server() as server:
        assert await deliver(server) == (Verdict(Outcome.ACCEPTED, 250), [True])
        (mail,) = server.mails
        assert mail.get_content() == ".a line\r\n..b\r\nend\r\n"


async def test_several_mails_take_one_connection_and_one_that_was_closed_is_made_anew() -> None:
    async with mail_server() as server:
        carrier = carrier_to(server)
        for _ in range(3):
            assert (await carrier.deliver(letter(), always)).outcome is Outcome.ACCEPTED
        assert server.connections == 1
        server.at_sender = once(hang_up)
        assert (await carrier.deliver(letter(), always)).outcome is Outcome.ACCEPTED
        server.at_sender = once(say("421 too many"))
        assert (await carrier.deliver(letter(), always)).outcome is Outcome.ACCEPTED
        assert (server.connections, len(server.mails)) == (3, 5)
        await carrier.rest()


async def test_nobody_at_the_port_is_no_fault_of_the_mail() -> None:
    async with mail_server() as server:
        pass
    assert await deliver(server) == (Verdict(Outcome.UNREACHABLE), [])


@pytest.mark.parametrize(
    ("place", "behaviour", "verdict", "asked"),
    [
        ("at_hello", hang_up, Verdict(Outcome.UNREACHABLE), []),
        ("at_sender", say("451 busy"), Verdict(Outcome.UNREACHABLE, 451), []),
        ("at_sender", say("550 who are you"), Verdict(Outcome.UNREACHABLE, 550), []),
        ("at_sender", hang_up, Verdict(Outcome.UNREACHABLE), []),
        (
            "in_content",
            hang_up,
            None,
            None,
        ),  # it depends on who was faster: never unknown unless it was asked
        ("at_recipient", say("450 greylisted"), Verdict(Outcome.LATER, 450), []),
        ("at_recipient", say("550 no such user"), Verdict(Outcome.NO_SUCH_ADDRESS, 550), []),
        ("at_recipient", say("421 closing"), Verdict(Outcome.LATER, 421), []),
        ("at_recipient", hang_up, Verdict(Outcome.LATER), []),
        ("behind_end", say("451 disk full"), Verdict(Outcome.LATER, 451), [True]),
        ("behind_end", say("554 spam"), Verdict(Outcome.REFUSED, 554), [True]),
        ("behind_end", hang_up, Verdict(Outcome.UNKNOWN), [True]),
    ],
)
async def test_every_failure_has_its_verdict(
    place: str, behaviour: Behaviour, verdict: Verdict | None, asked: list[bool] | None
) -> None:
    by_address = place in ("at_recipient", "behind_end")
    async with mail_server(**{place: {"": behaviour} if by_address else behaviour}) as server:
        got, was_asked = await deliver(server)
        if verdict is None:
            assert got.outcome in (Outcome.LATER, Outcome.UNKNOWN)
            assert got.outcome is Outcome.LATER or was_asked
        else:
            assert (got, was_asked) == (verdict, asked)
        assert len(server.mails) == (place == "behind_end" and behaviour is hang_up)  # unknown to us only


async def test_a_connection_that_ends_before_the_end_has_surely_taken_nothing() -> None:
    """The server hangs up in the content while we ask whether it may end: the end is never sent."""
    gone = asyncio.Event()

    async def leave(conversation: object) -> None:
        conversation.hang_up()  # type: ignore[attr-defined]
        gone.set()

    async with mail_server(in_content=leave) as server:
        carrier = carrier_to(server)

        async def may_end() -> bool:
            await gone.wait()
            client = carrier._client  # pyright: ignore[reportPrivateUsage]
            while client is not None and client.is_connected:  # noqa: ASYNC110
                await asyncio.sleep(0)
            return True

        assert await carrier.deliver(letter(), may_end) == Verdict(Outcome.LATER)


async def test_what_may_not_end_never_ends() -> None:
    async def never() -> bool:
        return False

    async with mail_server() as server:
        carrier = carrier_to(server)
        assert await carrier.deliver(letter(), never) == Verdict(Outcome.LEFT)
        assert (await carrier.deliver(letter(OTHER), always)).outcome is Outcome.ACCEPTED
        assert (dict(server.whole), len(server.mails)) == ({OTHER: ["<1@x>"]}, 1)
        await carrier.rest()


async def test_who_cannot_say_whether_it_may_end_ends_nothing() -> None:
    async def broken() -> bool:
        raise ConnectionResetError("the database")

    async with mail_server() as server:
        carrier = carrier_to(server)
        with pytest.raises(ConnectionResetError):
            await carrier.deliver(letter(), broken)
        assert (await carrier.deliver(letter(OTHER), always)).outcome is Outcome.ACCEPTED
        assert list(server.whole) == [OTHER]
        await carrier.rest()


@pytest.mark.parametrize(
    ("place", "verdict"),
    [
        ("at_sender", Outcome.UNREACHABLE),
        ("at_recipient", Outcome.LATER),
        ("behind_end", Outcome.UNKNOWN),
    ],
)
async def test_a_server_that_says_nothing_is_left_in_time(place: str, verdict: Outcome) -> None:
    async with mail_server(**{place: hang if place == "at_sender" else {"": hang}}) as server:
        got, _ = await deliver(server, patience=0.2, last=0.2)
        assert got == Verdict(verdict)


async def test_a_refused_mail_leaves_the_connection_for_the_next() -> None:
    async with mail_server(at_recipient={WHO: say("550 no")}) as server:
        carrier = carrier_to(server)
        assert (await carrier.deliver(letter(), always)).outcome is Outcome.NO_SUCH_ADDRESS
        assert (await carrier.deliver(letter(OTHER), always)).outcome is Outcome.ACCEPTED
        assert server.connections == 1
        await carrier.rest()


def test_the_password_is_in_no_picture_of_the_server(tmp_path: Path) -> None:
    assert "hush" not in repr(SmtpServer(host="h", port=1, user="u", password="hush"))
