"""Newsletters go out by mail: one process at a time follows the log, queues what is out, and sends.

A mail is handed over only once: before the end of its content is sent, its row says so (`hand_over`). A
process that dies before that line has surely not sent it, and the next one does; of one that dies behind it
nobody knows, and it is not sent again by itself.
"""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from uuid import uuid4

from sqlalchemy import delete, update

from madang.rules.newsletter_mail import DONE_KEPT, LATEST, MailState, Outcome, Verdict
from models import NewsletterMail
from resolvers.context import Context
from resolvers.leases import LeaseLost, release, while_held
from resolvers.newsletters.mail.leaving import end_of_gone
from resolvers.newsletters.mail.letters import Draft, draft, hand_over
from resolvers.newsletters.mail.outbox import WORK, next_mail, settle, skip, take_lease
from resolvers.newsletters.mail.queueing import follow
from resolvers.newsletters.mail.signups import forget_signups
from resolvers.post import Post, post_of
from subscriptions.tasks import OUTAGES

logger = logging.getLogger("madang.newsletters")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """In seconds. Lease and try together bound how long mail stands still when its sender dies.

    `unreachable`: until a server that takes no mail is asked again; each time twice as long, up to `longest`.
    `last_word`: how long a process that ends waits for what the server says to a mail that it has ended.
    """

    lease: float = 6.0
    renewal: float = 2.0
    takeover_try: float = 1.0
    look: float = 0.5
    sweep: float = 60.0
    unreachable: float = 1.0
    longest: float = 300.0
    last_word: float = 8.0


async def keep_mailing(system: Callable[[], Context], *, pace: Pace | None = None) -> None:
    """For as long as this process runs. `system` gives contexts in which nobody is signed in."""
    pace = pace or Pace()
    holder = uuid4()
    while True:
        token = await take_lease(system(), holder=holder, duration=timedelta(seconds=pace.lease))
        if token is None:
            await asyncio.sleep(pace.takeover_try)
            continue
        await Sender(system, token, pace).lead()


class Sender:
    """One term of the process that has the lease."""

    def __init__(self, system: Callable[[], Context], token: int, pace: Pace) -> None:
        self._system, self.token, self._pace = system, token, pace
        self._post: Post = post_of(system())
        self._clock = asyncio.get_running_loop().time
        self._next_mail_at = 0.0
        self._unreachable = pace.unreachable

    async def lead(self) -> None:
        """Until the lease is lost. Raises what the database raises."""
        self._post.leads = True
        writes = self._system().writes
        try:
            await while_held(writes, WORK, self._work(), token=self.token, terms=self._pace)
        except LeaseLost:
            logger.warning("another process sends newsletters now")
        finally:
            self._post.leads = False
            await self._post.carrier.rest()
            with suppress(*OUTAGES):
                async with writes.begin() as session:
                    await release(session, WORK, token=self.token)

    async def _work(self) -> None:
        sweep_at = 0.0
        while True:
            if self._clock() >= sweep_at:
                sweep_at = self._clock() + self._pace.sweep
                await sweep(self._system())
            await self.empty()
            await self._post.carrier.rest()
            await asyncio.sleep(self._pace.look)

    async def empty(self) -> None:
        """Queue what is out, and send all whose turn it is. What comes out meanwhile is queued in between."""
        while await follow(self._system(), self.token) or await self._send_next():
            pass

    async def _send_next(self) -> bool:
        """Whether there was one whose turn it is."""
        ctx = self._system()
        mail = await next_mail(ctx)
        if mail is None:
            return False
        await self._wait_for_turn()
        written = await self._written(ctx, mail)
        if written is not None:
            await self._finish(asyncio.create_task(self._send(ctx, mail, written)))
        return True

    async def _written(self, ctx: Context, mail: NewsletterMail) -> Draft | None:
        try:
            written = await draft(ctx, self._post, mail)
        except OUTAGES:
            raise
        except Exception:  # one mail that cannot be written must not keep all others from going out
            logger.exception("mail %s cannot be written", mail.id)
            await settle(ctx, mail, self.token, Verdict(Outcome.LATER))
            return None
        if written is None:
            await skip(ctx, mail)
        return written

    async def _finish(self, sending: asyncio.Task[None]) -> None:
        """A process that ends waits for the server's word: else nobody would know it any more."""
        try:
            await asyncio.shield(sending)
        except asyncio.CancelledError:
            await asyncio.wait([sending], timeout=self._pace.last_word)
            sending.cancel()
            await asyncio.wait([sending])
            raise

    async def _send(self, ctx: Context, mail: NewsletterMail, written: Draft) -> None:
        may_end = partial(hand_over, ctx, self.token, mail, written)
        verdict = await self._post.carrier.deliver(written.letter, may_end)
        self._post.tally[verdict.outcome] += 1
        await self._settle(ctx, mail, verdict)
        await self._after(mail, verdict)

    async def _settle(self, ctx: Context, mail: NewsletterMail, verdict: Verdict) -> None:
        """What the server has said is known here only: it is kept, however long the database is away."""
        while True:
            try:
                return await settle(ctx, mail, self.token, verdict)
            except OUTAGES as outage:
                logger.warning("the database is away; mail %s was %s: %s", mail.id, verdict.outcome, outage)
                await asyncio.sleep(self._pace.look)

    async def _after(self, mail: NewsletterMail, verdict: Verdict) -> None:
        """Nothing of a mail is logged but its number: its address is its reader's."""
        if verdict.outcome is not Outcome.UNREACHABLE:
            self._unreachable = self._pace.unreachable
        match verdict.outcome:
            case Outcome.UNREACHABLE:
                await self._pause(verdict)
            case Outcome.UNKNOWN:
                logger.warning("mail %s may or may not have been accepted; it is not sent again", mail.id)
            case Outcome.NO_SUCH_ADDRESS | Outcome.REFUSED | Outcome.LATER:
                logger.info("mail %s: %s (%s)", mail.id, verdict.outcome, verdict.code)
            case Outcome.ACCEPTED | Outcome.LEFT:
                pass

    async def _pause(self, verdict: Verdict) -> None:
        seconds = self._unreachable
        logger.warning("the mail server takes nothing (%s); again in %g s", verdict.code, seconds)
        await self._post.carrier.rest()
        await asyncio.sleep(seconds)
        self._unreachable = min(2 * seconds, self._pace.longest)

    async def _wait_for_turn(self) -> None:
        """So many a minute, evenly."""
        await asyncio.sleep(self._next_mail_at - self._clock())
        self._next_mail_at = max(self._next_mail_at, self._clock()) + 60 / self._post.per_minute


async def sweep(ctx: Context) -> None:
    """Forget what is over: old mails, addresses that nobody confirmed, subscriptions of who has left."""
    async with ctx.change() as change:
        mail, now = NewsletterMail, change.now
        late = update(mail).where(mail.state == MailState.WAITING, mail.due_at < now - LATEST)
        await change.session.execute(late.values(state=MailState.FAILED, done_at=now))
        await change.session.execute(delete(mail).where(mail.done_at < now - DONE_KEPT))
        await forget_signups(change.session, now)
        await end_of_gone(change, change.today)
