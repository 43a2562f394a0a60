"""Titles of newsletters (소식지): registered and changed by administrators, each for one audience."""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, case, exists, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.attributes import set_committed_value

from madang.errors import Conflict, Invalid, NotFound, Reason
from madang.rules.newsletters import (
    NO_SLUGS,
    Audience,
    Language,
    Period,
    TitleFacts,
    TitleFormat,
    TitleStatus,
    answering,
    may_keep_titles,
    may_publish_for,
)
from madang.rules.people import OrganisationKind
from madang.text.normal import line
from models import Department, Newsletter, NewsletterIssue
from models.base import Base, uuid7
from resolvers.access import readable
from resolvers.columns import Asked, Expression, through
from resolvers.context import Change, Context
from resolvers.facts import Facts
from resolvers.subjects import expect_version, taken
from resolvers.wording import put
from subscriptions.newsletter_events import NewsletterCreated, NewsletterEdited

MOST_NAME, MOST_TOPIC, MOST_TOPICS = 100, 20, 10
SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?")


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleContent:
    """None leaves a field as it is."""

    name: str | None = None
    department_id: UUID | None = None
    audience: Audience | None = None
    period: Period | None = None
    topics: Sequence[str] | None = None
    formats: Collection[TitleFormat] | None = None
    language: Language | None = None
    status: TitleStatus | None = None


async def create(ctx: Context, slug: str, content: TitleContent, *, id: UUID | None = None) -> Newsletter:
    """`content` is whole. The same `id` sent twice makes one title."""
    may_keep_titles(ctx.actor).demand()
    async with ctx.change() as change:
        assert content.department_id is not None
        department = await publisher(change, content.department_id)
        if known := id and await change.session.get(Newsletter, id):
            if known.slug != slug:
                raise taken()
            return known
        return await register(change, department, slug, content, id=id)


async def register(
    change: Change, department: Department, slug: str, content: TitleContent, *, id: UUID | None = None
) -> Newsletter:
    """A new title of a department that is held by `publisher`."""
    await _free(change, Newsletter.slug == as_slug(slug), "slug", "주소 이름")
    title = Newsletter(
        id=id or uuid7(),
        slug=slug,
        topics="",
        formats=as_kept([TitleFormat.WEB.value]),
        language=Language.KO,
        status=TitleStatus.ACTIVE,
        created_at=change.now,
        updated_at=change.now,
        version=0,
    )
    put(title, await _values(change, title, content))
    set_committed_value(title, "department", department)
    change.session.add(title)
    created = NewsletterCreated(
        slug=slug, name=title.name, department_id=department.id, audience=title.audience
    )
    change.announce(title, created)
    await _unlike_others(change)
    return title


def as_slug(slug: str) -> str:
    """Raises Invalid for what cannot stand in an address."""
    if not SLUG.fullmatch(slug):
        message = "영어 소문자·숫자·붙임표로 60자까지 적어 주십시오."
        raise Invalid(message, field=("input", "slug"), reason=Reason.MALFORMED)
    if slug in NO_SLUGS:
        message = f"누리집이 주소에 쓰는 말입니다: {slug}. 다른 이름을 적어 주십시오."
        raise Invalid(message, field=("input", "slug"), reason=Reason.DUPLICATE)
    return slug


async def update(ctx: Context, id: UUID, content: TitleContent, *, version: int | None = None) -> Newsletter:
    """Change what is given. For whom it is cannot change any more once there is an issue."""
    async with ctx.change() as change:
        title = await locked_title(ctx, change, id)
        expect_version(title.version, version)
        may_keep_titles(ctx.actor).demand()
        changed = put(title, await _values(change, title, content))
        if changed:
            title.updated_at = change.now
            edited = NewsletterEdited(
                fields=changed,
                department_id=title.department_id,
                audience=title.audience,
                status=title.status,
            )
            change.announce(title, edited)
            await _unlike_others(change)
    return title


async def locked_title(
    ctx: Context, change: Change, id: UUID, field: tuple[str, ...] = ("id",)
) -> Newsletter:
    """With its department. Raises NotFound also for what the actor may not see."""
    wanted = readable(Newsletter, ctx.actor).where(Newsletter.id == id)
    with_department = wanted.options(joinedload(Newsletter.department))
    title = await change.session.scalar(with_department.with_for_update(of=Newsletter, key_share=True))
    if title is None:
        raise NotFound("소식지를 찾을 수 없습니다.", field=field)
    return title


def topics_of(kept: str) -> list[str]:
    """What `Newsletter.topics` keeps."""
    return kept.split("\n")[1:-1]


def formats_of(kept: str) -> list[TitleFormat]:
    """What `Newsletter.formats` keeps."""
    return [TitleFormat(one) for one in topics_of(kept)]


def as_kept(topics: Collection[str]) -> str:
    """What `topics_of` takes apart."""
    return "".join(f"\n{topic}" for topic in topics) + "\n" if topics else ""


def as_topic(topic: str, *, field: tuple[str, ...]) -> str:
    """How one topic stands in `Newsletter.topics`."""
    return f"\n{line(topic, field=field, most=MOST_TOPIC)}\n"


async def _values(change: Change, title: Newsletter, content: TitleContent) -> dict[str, Any]:
    given = ("period", "language", "status")
    values = {name: value for name in given if (value := getattr(content, name)) is not None}
    if content.name is not None:
        name = values["name"] = line(content.name, field=("input", "name"), most=MOST_NAME)
        await _free(change, (Newsletter.name == name) & (Newsletter.id != title.id), "name", "이름")
    if content.department_id is not None:
        values["department_id"] = (await publisher(change, content.department_id)).id
    if content.topics is not None:
        values["topics"] = _kept_topics(content.topics)
    if content.formats is not None:
        values["formats"] = _kept_formats(content.formats)
    if content.audience is not None:
        values["audience"] = await _audience(change, title, content.audience)
    by = await change.session.get_one(Department, values.get("department_id", title.department_id))
    if not may_publish_for(by.kind, values.get("audience", title.audience)):
        message = "민간위탁기관은 시민용 소식지만 펴낼 수 있습니다."
        raise Invalid(message, field=("input", "audience"), reason=Reason.OUT_OF_RANGE)
    return values


async def _audience(change: Change, title: Newsletter, audience: Audience) -> Audience:
    """What staff have written for staff must never come before citizens by one click."""
    if title.audience in (None, audience):
        return audience
    if await change.session.scalar(select(exists().where(NewsletterIssue.newsletter_id == title.id))):
        message = "호가 있는 소식지의 독자는 바꿀 수 없습니다. 새 소식지를 등록하십시오."
        raise Conflict(message, field=("input", "audience"), reason=Reason.ILLEGAL_STEP)
    return audience


def _kept_topics(topics: Sequence[str]) -> str:
    field = ("input", "topics")
    if len(topics) > MOST_TOPICS:
        raise Invalid(f"주제는 {MOST_TOPICS}개까지입니다.", field=field, reason=Reason.TOO_MANY)
    clean = dict.fromkeys(as_topic(one, field=(*field, str(n))).strip("\n") for n, one in enumerate(topics))
    return as_kept(clean)


def _kept_formats(formats: Collection[TitleFormat]) -> str:
    if not formats:
        message = "어떻게 펴내는지 하나는 골라 주십시오."
        raise Invalid(message, field=("input", "formats"), reason=Reason.REQUIRED)
    return as_kept([one.value for one in TitleFormat if one in formats])


async def publisher(change: Change, id: UUID) -> Department:
    """Open, and held: titles of one department are registered one after the other."""
    field = ("input", "departmentId")
    department = await change.lock(Department, id)
    if department is None:
        raise Invalid("없는 부서입니다.", field=field, reason=Reason.UNKNOWN)
    if department.closed_on is not None and department.closed_on <= change.today:
        raise Invalid(f"없어진 부서입니다: {department.name}.", field=field, reason=Reason.CLOSED)
    return department


async def _unlike_others(change: Change) -> None:
    """Two that are registered at once in two departments have not seen each other's names."""
    try:
        await change.session.flush()
    except IntegrityError:
        message = "같은 이름의 소식지가 방금 등록되었습니다."
        raise Conflict(message, field=("input",), reason=Reason.DUPLICATE) from None


async def _free(change: Change, used: ColumnElement[bool], field: str, what: str) -> None:
    if await change.session.scalar(select(exists().where(used))):
        message = f"같은 {what}의 소식지가 있습니다."
        raise Conflict(message, field=("input", field), reason=Reason.DUPLICATE)


def _answering(department: Any) -> ColumnElement[Any]:
    operator = department.kind == OrganisationKind.ENTRUSTED_OPERATOR
    return case((operator, department.parent_id), else_=department.id)


# `answering` as an expression, of the department of a title.
answering_of = through(Department, "department_id", _answering)


def facts_of(title: Newsletter) -> TitleFacts:
    """Of a title that is locked."""
    by = title.department
    return TitleFacts(
        department_id=by.id,
        answering_id=answering(by.id, by.kind, by.parent_id),
        status=title.status,
    )


def of_title(what: Asked) -> Expression:
    """It, of the title of an issue or of whatever else hangs on a title."""
    return through(Newsletter, "newsletter_id", what)


def facts_with_title(model: type[Base], own: tuple[str, ...], make: Callable[..., Any]) -> Facts:
    """What decides about a row that hangs on a title: these columns of its own, and `title`."""

    def made(ctx: Context, *values: Any) -> Any:
        title = _title_facts(ctx, *values[len(own) :])
        return make(**dict(zip(own, values, strict=False)), title=title)

    return Facts(model, (*own, *map(of_title, OF_TITLE)), made)


def _title_facts(
    ctx: Context, department_id: UUID, answering_id: UUID | None, status: TitleStatus | str
) -> TitleFacts:
    """What an expression finds is text."""
    return TitleFacts(department_id=department_id, answering_id=answering_id, status=TitleStatus(status))


# What decides what may be done with a title.
OF_TITLE: tuple[Asked, ...] = ("department_id", answering_of, "status")
title_facts = Facts(Newsletter, OF_TITLE, _title_facts)
