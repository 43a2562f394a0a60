"""Mails over SMTP: one connection, one mail after the other, and an exact word of what became of each.

The end of a mail's content (a line with a dot) is what makes a server accept it (RFC 5321, 4.1.1.4). It is
sent by itself, behind everything else: whatever fails before it has surely not been accepted, and only what
fails behind it is unknown.
"""

import re
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum

from aiosmtplib import SMTP, SMTPException, SMTPResponse, SMTPResponseException

from madang.rules.newsletter_mail import Outcome, Verdict
from resolvers.post import Letter

LINE_WITH_DOT = re.compile(rb"^\.", re.MULTILINE)
START_CONTENT, CLOSING = 354, 421
FAILURES = (SMTPException, OSError, TimeoutError)

MayEnd = Callable[[], Awaitable[bool]]


class Encryption(StrEnum):
    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)  # a repr would put the password into logs
class SmtpServer:
    """`patience` in seconds: for each answer, and for the last one, which RFC 5321 gives minutes."""

    host: str
    port: int
    encryption: Encryption = Encryption.STARTTLS
    user: str | None = None
    password: str | None = None
    says_hello_as: str | None = None
    patience: float = 60.0
    last_patience: float = 300.0


class SmtpCarrier:
    """The `Carrier` of resolvers.post."""

    def __init__(self, server: SmtpServer) -> None:
        self._server = server
        self._client: SMTP | None = None

    async def deliver(self, letter: Letter, may_end: MayEnd) -> Verdict:
        begun = await self._begin(letter)
        if isinstance(begun, Verdict):
            return begun
        try:
            return await self._carry(begun, letter, may_end)
        except BaseException:  # nobody can say now whether it may end, or waits for the answer: it must not
            self._drop()
            raise

    async def greets(self) -> str | None:
        """Why the server does not let us in; None if it does."""
        try:
            await self._connected()
        except FAILURES as failure:
            self._drop()
            return _code_and_name(failure)
        await self.rest()
        return None

    async def rest(self) -> None:
        client, self._client = self._client, None
        if client is not None and client.is_connected:
            with suppress(*FAILURES):
                await client.quit(timeout=5)
            client.close()

    async def _begin(self, letter: Letter) -> SMTP | Verdict:
        """A connection that takes mail from us. One that was kept may be closed by now: then once again."""
        kept = self._client is not None
        try:
            client = await self._connected()
            answer = await client.execute_command(b"MAIL", f"FROM:<{letter.sender}>".encode("ascii"))
        except FAILURES as failure:
            self._drop()
            return await self._begin(letter) if kept else Verdict(Outcome.UNREACHABLE, _code(failure))
        if answer.code // 100 == 2:
            return client
        self._drop()
        return await self._begin(letter) if kept else Verdict(Outcome.UNREACHABLE, answer.code)

    async def _carry(self, client: SMTP, letter: Letter, may_end: MayEnd) -> Verdict:
        try:
            refusal = await self._all_but_the_end(client, letter)
        except FAILURES as failure:
            self._drop()
            return Verdict(Outcome.LATER, _code(failure))
        if refusal is not None:
            return refusal
        may = await may_end()
        if may and client.is_connected:
            return await self._end(client)
        self._drop()
        return Verdict(Outcome.LATER if may else Outcome.LEFT)

    async def _all_but_the_end(self, client: SMTP, letter: Letter) -> Verdict | None:
        """None when only the end is missing."""
        answer = await client.execute_command(b"RCPT", f"TO:<{letter.recipient}>".encode("ascii"))
        if answer.code // 100 != 2:
            return await self._refused(client, answer, Outcome.NO_SUCH_ADDRESS)
        answer = await client.execute_command(b"DATA")
        if answer.code != START_CONTENT or client.protocol is None:
            return await self._refused(client, answer, Outcome.REFUSED)
        client.protocol.write(LINE_WITH_DOT.sub(b"..", letter.content))
        return None

    async def _refused(self, client: SMTP, answer: SMTPResponse, for_good: Outcome) -> Verdict:
        """The next mail begins afresh on the same connection."""
        if not client.is_connected or (await client.rset()).code // 100 != 2:
            self._drop()
        return Verdict(for_good if answer.code // 100 == 5 else Outcome.LATER, answer.code)

    async def _end(self, client: SMTP) -> Verdict:
        try:
            answer = await client.execute_command(b".", timeout=self._server.last_patience)
        except FAILURES as failure:
            self._drop()
            return Verdict(Outcome.UNKNOWN, _code(failure))
        outcomes = {2: Outcome.ACCEPTED, 4: Outcome.LATER, 5: Outcome.REFUSED}
        return Verdict(outcomes.get(answer.code // 100, Outcome.UNKNOWN), answer.code)

    async def _connected(self) -> SMTP:
        if self._client is not None and self._client.is_connected:
            return self._client
        server = self._server
        client = SMTP(
            hostname=server.host,
            port=server.port,
            username=server.user,
            password=server.password,
            local_hostname=server.says_hello_as,
            timeout=server.patience,
            use_tls=server.encryption is Encryption.TLS,
            start_tls=server.encryption is Encryption.STARTTLS,
        )
        self._client = client
        await client.connect()
        await client.ehlo()
        return client

    def _drop(self) -> None:
        """Whatever of a mail is on its way has no end, and never gets one."""
        client, self._client = self._client, None
        if client is not None:
            transport = client.transport
            client.close()
            if transport is not None and hasattr(transport, "abort"):
                transport.abort()  # type: ignore[attr-defined]


def _code_and_name(failure: BaseException) -> str:
    words = str(failure).splitlines() or [type(failure).__name__]
    code = _code(failure)
    return words[0] if code is None else f"{code} {words[0]}"


def _code(failure: BaseException) -> int | None:
    return failure.code if isinstance(failure, SMTPResponseException) and failure.code > 0 else None
