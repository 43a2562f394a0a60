"""Sources of newsletters (N7): feeds and home pages that the publisher's people have looked at for them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager

from madang.errors import Conflict, Invalid, NotFound, Reason
from madang.fetching import parsed
from madang.rules.newsletter_sources import (
    MOST_SELECTOR,
    MOST_SOURCES,
    Release,
    SourceFacts,
    SourceKind,
    SourceState,
    is_selector,
    may_change_source,
    may_release,
)
from madang.text.normal import line
from models import Newsletter, NewsletterSource
from models.base import uuid7
from resolvers.access import seen
from resolvers.context import Change, Context
from resolvers.newsletters.titles import facts_of, facts_with_title, locked_title
from resolvers.subjects import expect_version
from resolvers.wording import put
from subscriptions.newsletter_source_events import (
    NewsletterSourceAdded,
    NewsletterSourceEdited,
    NewsletterSourcePaused,
    NewsletterSourceRemoved,
    NewsletterSourceResumed,
)

AFRESH: Mapping[str, Any] = {
    "etag": None, "last_modified": None, "digest": None, "text": None, "misses": {}, "failures": 0,
    "problem": None, "settled_at": None,
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceContent:
    """None leaves a field as it is; an empty selector takes it away."""

    url: str | None = None
    part_selector: str | None = None
    link_selector: str | None = None
    release: Release | None = None


async def add(
    ctx: Context, newsletter_id: UUID, kind: SourceKind, content: SourceContent
) -> NewsletterSource:
    """Asked soon. One that was removed is there again, and knows what it has taken."""
    async with ctx.change() as change:
        title = await locked_title(ctx, change, newsletter_id, ("input", "newsletterId"))
        facts, release = facts_of(title), content.release or Release.DRAFT
        may_release(ctx.actor, facts, release).demand()
        values = _values(ctx, content)
        source = await _free(change, title, values["url"])
        values |= {"kind": kind, "release": release, "released_by_id": ctx.actor.id}
        put(source, {**AFRESH, **values, **_begun(change), "removed_at": None})
        _check(source)
        change.session.add(source)
        added = NewsletterSourceAdded(
            newsletter_id=title.id, source_kind=kind, url=source.url, release=source.release
        )
        change.announce(source, added)
    return source


async def update(
    ctx: Context, id: UUID, content: SourceContent, *, version: int | None = None
) -> NewsletterSource:
    """Change what is given. Of what goes out unseen only the head may change where it comes from."""
    async with ctx.change() as change:
        title, source = await _held(ctx, change, id, version)
        release = content.release or source.release
        may_release(ctx.actor, facts_of(title), release).demand()
        values = _values(ctx, content)
        if values.get("url", source.url) != source.url:
            await _unlike_others(change, title, values["url"])
        changed = put(source, values)
        if changed:
            if changed != ("release",):
                put(source, {**AFRESH, **_begun(change)})
            if "release" in changed:
                source.released_by_id = ctx.actor.id
            _check(source)
            source.visits += 1
            edited = NewsletterSourceEdited(
                newsletter_id=title.id, fields=changed, url=source.url, release=source.release
            )
            change.announce(source, edited)
    return source


async def pause(ctx: Context, id: UUID, *, version: int | None = None) -> NewsletterSource:
    async with ctx.change() as change:
        title, source = await _held(ctx, change, id, version)
        _expect(source, SourceState.ACTIVE, "이미 쉬는 중입니다.")
        source.state, source.visits = SourceState.PAUSED, source.visits + 1
        change.announce(source, NewsletterSourcePaused(newsletter_id=title.id))
    return source


async def resume(ctx: Context, id: UUID, *, version: int | None = None) -> NewsletterSource:
    """Asked soon, and as if nothing had failed."""
    async with ctx.change() as change:
        title, source = await _held(ctx, change, id, version)
        _expect(source, SourceState.PAUSED, "이미 살피는 중입니다.")
        put(source, {**_begun(change), "failures": 0, "problem": None})
        source.visits += 1
        change.announce(source, NewsletterSourceResumed(newsletter_id=title.id))
    return source


async def remove(ctx: Context, id: UUID, *, version: int | None = None) -> NewsletterSource:
    """What has been taken from it stays."""
    async with ctx.change() as change:
        title, source = await _held(ctx, change, id, version)
        source.removed_at, source.visits = change.now, source.visits + 1
        change.announce(source, NewsletterSourceRemoved(newsletter_id=title.id))
    return source


async def all_sources(ctx: Context, *, problems: bool = False) -> list[NewsletterSource]:
    """For whoever operates the city, with their titles; `problems`: those with one."""
    row = NewsletterSource
    wanted = select(row).join(row.newsletter).options(contains_eager(row.newsletter))
    wanted = wanted.where(row.removed_at.is_(None)).order_by(Newsletter.name, row.id)
    async with ctx.reads() as session:
        return list(await session.scalars(wanted.where(row.problem.is_not(None)) if problems else wanted))


def _expect(source: NewsletterSource, state: SourceState, otherwise: str) -> None:
    if source.state is not state:
        raise Conflict(otherwise, field=("id",), reason=Reason.ILLEGAL_STEP)


def _begun(change: Change) -> dict[str, Any]:
    return {"state": SourceState.ACTIVE, "next_at": change.now}


async def _held(
    ctx: Context, change: Change, id: UUID, version: int | None
) -> tuple[Newsletter, NewsletterSource]:
    """Its title and the source, locked. Raises NotFound for what is not seen."""
    visible = select(NewsletterSource.newsletter_id).where(
        NewsletterSource.id == id, seen(NewsletterSource, ctx.actor)
    )
    title_id = await change.session.scalar(visible)
    title = await locked_title(ctx, change, title_id) if title_id else None
    source = await change.lock(NewsletterSource, id) if title else None
    if title is None or source is None or source.removed_at is not None:
        raise NotFound("가져올 곳을 찾을 수 없습니다. 지웠거나 다른 부서의 것일 수 있습니다.", field=("id",))
    expect_version(source.version, version)
    facts = SourceFacts(title=facts_of(title), state=source.state)
    may_change_source(ctx.actor, facts).demand()
    return title, source


def _values(ctx: Context, content: SourceContent) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if content.url is not None:
        address = parsed(content.url, field=("input", "url"))
        if ctx.sites is not None:
            ctx.sites.reach.check_port(address, field=("input", "url"))
        values["url"] = str(address)
    for name in ("part_selector", "link_selector"):
        if (written := getattr(content, name)) is not None:
            values[name] = _selector(written, name)
    if content.release is not None:
        values["release"] = content.release
    return values


def _selector(written: str, name: str) -> str | None:
    field = ("input", "partSelector" if name == "part_selector" else "linkSelector")
    selector = line(written, field=field, most=MOST_SELECTOR, least=0)
    if selector and not is_selector(selector):
        message = "CSS 선택자를 .board_view나 #contents li a처럼 적어 주십시오. 괄호와 쌍점은 쓸 수 없습니다."
        raise Invalid(message, field=field, reason=Reason.MALFORMED)
    return selector or None


def _check(source: NewsletterSource) -> None:
    """What its values cannot be together."""
    if source.kind is SourceKind.FEED and (source.part_selector or source.link_selector):
        message = "소식 목록에는 CSS 선택자를 쓰지 않습니다."
        raise Invalid(message, field=("input", "kind"), reason=Reason.WRONG_KIND)
    if source.part_selector and source.link_selector:
        message = "살필 곳과 따라갈 링크 가운데 하나만 적어 주십시오."
        raise Invalid(message, field=("input", "linkSelector"), reason=Reason.AMBIGUOUS)
    if source.release is Release.PUBLISH and source.kind is SourceKind.PAGE and not source.link_selector:
        message = "홈페이지에서 바뀐 곳은 초안으로만 둡니다. 곧바로 펴내려면 따라갈 링크를 적어 주십시오."
        raise Invalid(message, field=("input", "release"), reason=Reason.WRONG_KIND)


async def _free(change: Change, title: Newsletter, url: str) -> NewsletterSource:
    """A new source of a locked title, or the removed one of this address."""
    row = NewsletterSource
    known = await change.session.scalar(select(row).where(row.newsletter_id == title.id, row.url == url))
    if known is not None and known.removed_at is None:
        raise _duplicate()
    count = select(func.count()).where(row.newsletter_id == title.id, row.removed_at.is_(None))
    if (await change.session.scalar(count) or 0) >= MOST_SOURCES:
        message = f"한 소식지에 {MOST_SOURCES}곳까지입니다. 쓰지 않는 곳을 지워 주십시오."
        raise Conflict(message, field=("input",), reason=Reason.TOO_MANY)
    if known is not None:
        known.visits += 1
        return known
    return row(
        id=uuid7(),
        newsletter_id=title.id,
        added_by_id=change.actor_id,
        created_at=change.now,
        visits=0,
        found=0,
        version=0,
    )


async def _unlike_others(change: Change, title: Newsletter, url: str) -> None:
    row = NewsletterSource
    if await change.session.scalar(select(row.id).where(row.newsletter_id == title.id, row.url == url)):
        raise _duplicate()


def _duplicate() -> Conflict:
    message = "이 소식지가 이미 가져오거나 가져왔던 주소입니다. 지운 곳이면 새로 더해 주십시오."
    return Conflict(message, field=("input", "url"), reason=Reason.DUPLICATE)


# What decides what may be done with a source.
source_facts = facts_with_title(NewsletterSource, ("state",), SourceFacts)
