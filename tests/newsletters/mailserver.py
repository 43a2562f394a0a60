"""A real SMTP server in the test's own process, which keeps what it accepts and fails where it is told to."""

import asyncio
import ssl
from collections import defaultdict
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any, cast

from aiosmtpd.smtp import SMTP, Envelope, Session

Said = str | None
Behaviour = Callable[["Conversation"], Awaitable[Said]]


class Conversation(SMTP):
    """`DATA` is our own where a test breaks it off in the middle; aiosmtpd does the rest."""

    server_: "MailServer"

    def __init__(self, handler: object, **options: Any) -> None:
        super().__init__(handler, **options)
        self.gone = asyncio.Event()

    def connection_lost(self, error: Exception | None) -> None:
        self.gone.set()
        super().connection_lost(error)

    async def smtp_DATA(self, arg: str) -> None:
        in_content = self.server_.in_content
        if in_content is None:
            await super().smtp_DATA(arg)
            return
        await self.push("354 go on")
        await self._reader.readline()  # some of the content has come
        said = await in_content(self)
        if said is not None:
            await self.push(said)

    def hang_up(self) -> None:
        cast(asyncio.Transport, self.transport).abort()


async def hang_up(conversation: Conversation) -> Said:
    conversation.hang_up()
    return None


def say(words: str) -> Behaviour:
    async def said(conversation: Conversation) -> Said:
        return words

    return said


def once(behaviour: Behaviour) -> Behaviour:
    """The first time; then as ever."""
    left = [behaviour]

    async def first(conversation: Conversation) -> Said:
        return await left.pop()(conversation) if left else None

    return first


async def hang(conversation: Conversation) -> Said:
    """Until the client has gone."""
    conversation.server_.hanging.set()
    await conversation.gone.wait()
    return None


@dataclass
class MailServer:
    """`at_recipient` and `behind_end` say something else than 250, by address; "" is everybody.

    With `tls` nothing but STARTTLS is taken, or TLS from the start.
    What is accepted with a 250 is in `mails`; what came whole, accepted or not, in `whole`.
    """

    port: int = 0
    tls: ssl.SSLContext | None = None
    tls_from_the_start: bool = False
    at_hello: Behaviour | None = None
    at_sender: Behaviour | None = None
    in_content: Behaviour | None = None
    at_recipient: dict[str, Behaviour] = field(default_factory=dict[str, Behaviour])
    behind_end: dict[str, Behaviour] = field(default_factory=dict[str, Behaviour])
    mails: list[EmailMessage] = field(default_factory=list[EmailMessage])
    whole: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict[str, list[str]](list))
    senders: list[str] = field(default_factory=list[str])
    connections: int = 0
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    hanging: asyncio.Event = field(default_factory=asyncio.Event)

    @asynccontextmanager
    async def open(self) -> AsyncGenerator["MailServer"]:
        loop = asyncio.get_running_loop()
        from_the_start = self.tls if self.tls_from_the_start else None
        server = await loop.create_server(self._conversation, "127.0.0.1", self.port, ssl=from_the_start)
        self.port = server.sockets[0].getsockname()[1]
        try:
            yield self
        finally:
            server.close()

    def _conversation(self) -> Conversation:
        self.connections += 1
        options: dict[str, Any] = {"hostname": "mail.test", "loop": asyncio.get_running_loop()}
        if self.tls is not None and not self.tls_from_the_start:
            options |= {"tls_context": self.tls, "require_starttls": True}
        made = Conversation(cast(Any, self), **options)
        made.server_ = self
        return made

    async def handle_EHLO(
        self, server: Conversation, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        said = await self.at_hello(server) if self.at_hello else None
        return responses if said is None else [said]

    async def handle_MAIL(
        self, server: Conversation, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.senders.append(address)
        said = await self.at_sender(server) if self.at_sender else None
        if said is None:
            envelope.mail_from = address
        return said or "250 OK"

    async def handle_RCPT(
        self, server: Conversation, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        behaviour = self.at_recipient.get(address) or self.at_recipient.get("")
        said = await behaviour(server) if behaviour else None
        if said is None:
            envelope.rcpt_tos.append(address)
        return said or "250 OK"

    async def handle_DATA(self, server: Conversation, session: Session, envelope: Envelope) -> str:
        (address,) = envelope.rcpt_tos
        mail = message_from_bytes(cast(bytes, envelope.original_content), policy=default)
        self.whole[address].append(str(mail["Message-ID"]))
        behaviour = self.behind_end.get(address) or self.behind_end.get("")
        said = await behaviour(server) if behaviour else None
        if said is None:
            self.mails.append(mail)
            self.arrived.set()
        return said or "250 Accepted"

    def to(self, address: str) -> list[EmailMessage]:
        return [mail for mail in self.mails if mail["To"] == address]

    def got(self) -> list[tuple[str, str]]:
        """Recipients and subjects of what was accepted, sorted."""
        return sorted((str(mail["To"]), str(mail["Subject"])) for mail in self.mails)
