"""What a mail of the outbox says at the moment at which it is sent: only what its reader sees then."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, exists, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from madang.errors import Invalid
from madang.mail import Envelope, Parts, Story, confirmation, digest, letter, one_issue
from madang.rules.calendar import seoul_day
from madang.rules.newsletter_mail import SIGNUP_LASTS, MailKind, MailState
from madang.rules.newsletters import OUT
from madang.rules.people import Actor
from madang.text.email_addresses import email_address
from models import (
    Department,
    Employee,
    Newsletter,
    NewsletterIssue,
    NewsletterMail,
    NewsletterMailItem,
    NewsletterSignup,
    NewsletterSubscriber,
    NewsletterSubscription,
)
from resolvers.access import seen
from resolvers.context import Change, Context
from resolvers.newsletters.mail.outbox import held
from resolvers.newsletters.mail.wishes import wants
from resolvers.people import actor_for
from resolvers.post import Letter, Post

TOKEN_BYTES = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A mail written down. `issues` are what it tells of; `queued` how many there were to tell of.

    `digest`: of the token in a question, which opens only once that question is on its way.
    """

    letter: Letter
    reader: Actor | None = None
    issues: tuple[UUID, ...] = ()
    queued: int = 0
    digest: str | None = None


def digest_of(token: str) -> str:
    """Without salt or stretching: 256 random bits cannot be guessed, and it has to be found by it."""
    return hashlib.sha256(token.encode()).hexdigest()


async def draft(ctx: Context, post: Post, mail: NewsletterMail) -> Draft | None:
    """None where there is nothing to send, or nobody to send it to, any more."""
    if mail.kind is MailKind.CONFIRMATION:
        return await _question(ctx, post, mail)
    return await _issues(ctx, post, mail)


async def hand_over(ctx: Context, token: int, mail: NewsletterMail, written: Draft) -> bool:
    """Whether the mail may be ended now. From here on it is never sent again, unless the server says no.

    Asks anew whether its reader still sees all that it tells of. Raises LeaseLost.
    """
    async with ctx.change() as change:
        await held(change.session, token=token)
        if mail.kind is MailKind.ISSUES and not await _still_says(change.session, mail, written):
            return False
        handed = update(NewsletterMail).where(
            NewsletterMail.id == mail.id, NewsletterMail.state == MailState.WAITING
        )
        values = {"state": MailState.HANDED, "token": token, "handed_at": change.now}
        done = await change.session.scalar(handed.values(**values).returning(NewsletterMail.id))
        if done is not None and written.digest is not None:
            await _open_signup(change, mail, written.digest)
    return done is not None


async def _still_says(session: AsyncSession, mail: NewsletterMail, written: Draft) -> bool:
    counted = select(func.count()).where(NewsletterMailItem.mail_id == mail.id)
    told = await session.scalars(_told(mail, written.reader).with_only_columns(NewsletterIssue.id))
    return set(told) == set(written.issues) and await session.scalar(counted) == written.queued


async def _open_signup(change: Change, mail: NewsletterMail, digest: str) -> None:
    opened = update(NewsletterSignup).where(NewsletterSignup.id == mail.signup_id)
    expires = change.now + SIGNUP_LASTS
    await change.session.execute(opened.values(digest=digest, expires_at=expires))


async def _question(ctx: Context, post: Post, mail: NewsletterMail) -> Draft | None:
    async with ctx.reads() as session:
        signup = await session.get(NewsletterSignup, mail.signup_id)
    if signup is None:
        return None
    token = secrets.token_urlsafe(TOKEN_BYTES)
    parts = confirmation(url=post.addresses.manage(token), hours=SIGNUP_LASTS // timedelta(hours=1))
    envelope = Envelope(
        sender=post.sender,
        recipient=signup.email,
        message_id=post.addresses.message_id(f"question {signup.id}"),
        sent_at=ctx.clock(),
    )
    return Draft(letter=_letter(envelope, parts), digest=digest_of(token))


async def _issues(ctx: Context, post: Post, mail: NewsletterMail) -> Draft | None:
    async with ctx.reads() as session:
        reader = await _reader(ctx, session, mail)
        if reader is None:
            return None
        actor, email = reader
        rows = (await session.execute(_told(mail, actor))).all()
        counted = select(func.count()).where(NewsletterMailItem.mail_id == mail.id)
        queued = await session.scalar(counted) or 0
    if not rows or mail.subscriber_id is None:
        return None
    token = post.addresses.token(mail.subscriber_id)
    stories = [_story(post, row) for row in rows]
    envelope = Envelope(
        sender=post.sender,
        recipient=email,
        message_id=post.addresses.message_id(f"{mail.subscriber_id} {mail.edition}"),
        sent_at=ctx.clock(),
        list_id=_list_id(post, rows),
        leave_url=post.addresses.leave(token),
    )
    parts = _parts(ctx, stories, post.addresses.manage(token))
    ids = tuple(row.id for row in rows)
    return Draft(letter=_letter(envelope, parts), reader=actor, issues=ids, queued=queued)


async def _reader(
    ctx: Context, session: AsyncSession, mail: NewsletterMail
) -> tuple[Actor | None, str] | None:
    """Who reads it, and where. None for who has left, and for an employee without an address."""
    asked = select(NewsletterSubscriber.email, Employee.number, Employee.email.label("own"))
    asked = asked.outerjoin(Employee, Employee.id == NewsletterSubscriber.employee_id)
    found = (await session.execute(asked.where(NewsletterSubscriber.id == mail.subscriber_id))).one_or_none()
    if found is None:
        return None
    if found.email is not None:
        return None, found.email
    actor = await actor_for(session, found.number, today=ctx.today)
    address = sound_address(found.own)
    return None if actor is None or address is None else (actor, address)


def sound_address(kept: str | None) -> str | None:
    """The import of people takes more for an address than a mail may be sent to."""
    try:
        return None if kept is None else email_address(kept, field=("email",))
    except Invalid:
        return None


def _told(mail: NewsletterMail, reader: Actor | None) -> Select[*tuple[Any, ...]]:
    """The issues in a mail that its reader still sees and still wants, oldest first."""
    issue, title = NewsletterIssue, Newsletter
    wanted = exists().where(NewsletterSubscription.subscriber_id == mail.subscriber_id, wants())
    return (
        select(
            issue.id, issue.number, issue.issued_on, issue.heading, issue.html, issue.plain,
            title.name, title.slug, Department.name.label("publisher"),
        )
        .join(NewsletterMailItem, NewsletterMailItem.issue_id == issue.id)
        .join(title, title.id == issue.newsletter_id)
        .join(Department, Department.id == title.department_id)
        .where(NewsletterMailItem.mail_id == mail.id, issue.state.in_(OUT), wanted.correlate(title))
        .where(seen(NewsletterIssue, reader))
        .order_by(issue.published_at, issue.id)
    )  # fmt: skip


def _story(post: Post, row: Row[Any]) -> Story:
    return Story(
        title=row.name,
        publisher=row.publisher,
        number=row.number,
        issued_on=row.issued_on,
        heading=row.heading,
        html=row.html,
        plain=row.plain,
        url=post.addresses.issue(row.slug, row.number),
    )


def _parts(ctx: Context, stories: Sequence[Story], manage_url: str) -> Parts:
    if len(stories) == 1:
        return one_issue(stories[0], manage_url=manage_url)
    return digest(stories, day=seoul_day(ctx.clock()), manage_url=manage_url)


def _list_id(post: Post, rows: Sequence[Row[Any]]) -> str:
    slugs = {row.slug for row in rows}
    return f"{slugs.pop() if len(slugs) == 1 else 'digest'}.newsletters.{post.addresses.host}"


def _letter(envelope: Envelope, parts: Parts) -> Letter:
    return Letter(
        sender=envelope.sender.addr_spec, recipient=envelope.recipient, content=letter(envelope, parts)
    )
