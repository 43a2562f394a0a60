"""Newsletters on the stage: one for citizens and one for staff, each with an issue in every state."""

from collections.abc import AsyncIterator
from datetime import timedelta
from functools import partial
from uuid import UUID

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

import models
from madang.rules.newsletter_sources import SourceState
from madang.rules.newsletters import Audience, FileRole, IssueState, TitleStatus
from madang.rules.tokens import TokenScope
from madang.search.sketches import bands, sketch
from models.base import uuid7
from schema.identifiers import global_id
from tests.access.filling import filled
from tests.access.mail import subscribe
from tests.access.parts import ASKED
from tests.access.stage import TYPE_OF, Stage, Thing
from tests.builders import NOON

FEED = uuid7()  # the address that the handler has made
RULES = {Audience.CITIZEN: "newsletter for citizens", Audience.STAFF: "newsletter for staff"}
SLUGS = {Audience.CITIZEN: "for-citizens", Audience.STAFF: "for-staff"}


async def publish(stage: Stage, session: AsyncSession) -> None:
    department = await session.get_one(models.Department, stage.city.departments[ASKED].id)
    department.meets_citizens = True
    session.add(
        models.ApiToken(
            id=FEED, employee_id=stage.people["handler"].id, name="feed",
            scope=TokenScope.FEED, digest="0" * 64, hint="0000",
            created_at=NOON, expires_at=NOON + timedelta(days=365),
        )
    )  # fmt: skip
    for audience, rule in RULES.items():
        name = f"{audience.value.lower()} title"
        title = _put(
            stage, session, name, models.Newsletter, Thing(rule, "city"), slug=SLUGS[audience],
            audience=audience, topics="\n교통\n", formats="\nWEB\nEMAIL\n",
            status=TitleStatus.ACTIVE, version=1,
        )  # fmt: skip
        await session.flush()
        source = _source(stage, session, audience, title)
        await session.flush()
        narrowed = [("narrowed", IssueState.PUBLISHED)] if audience is Audience.CITIZEN else []
        issues = [*((one.value.lower(), one) for one in IssueState), *narrowed]
        for number, (name, state) in enumerate(issues, start=1):
            out = state in (IssueState.PUBLISHED, IssueState.ARCHIVED)
            readers = Audience.STAFF if name == "narrowed" else audience
            rule = RULES[readers] if out else "newsletter not out"
            issue = _put(
                stage, session, f"{audience.value.lower()} {name}", models.NewsletterIssue,
                Thing(rule, "city"), {"newsletters": title, "newsletter_sources": source},
                state=state, number=number, audience=readers, version=1,
            )  # fmt: skip
            await session.flush()
            for role in FileRole:
                seen = "newsletter not out" if role is FileRole.ORIGINAL else rule
                await _file(
                    stage, session, f"{audience.value.lower()} {name} {role.value}", seen, issue, role
                )
    await _print_the_same(session)
    await subscribe(session, [stage.rows["city"][f"{one.value.lower()} title"] for one in RULES])


async def _print_the_same(session: AsyncSession) -> None:
    """All that is out says the same to whoever compares."""
    await session.flush()
    kept = sketch("", "".join(chr(ord("가") + place) for place in range(200))) or b""
    text = models.NewsletterText
    numbers = list(await session.scalars(select(text.number)))
    sketches = [{"number": number, "sketch": kept} for number in numbers]
    await session.execute(insert(models.NewsletterSketch), sketches)
    several = [{"band": band, "number": number} for number in numbers for band in bands(kept)]
    await session.execute(insert(models.NewsletterBand), several)
    await session.execute(update(text).values(sketched=True))


def _source(stage: Stage, session: AsyncSession, audience: Audience, title: UUID) -> UUID:
    """Of the title for citizens one that is asked, of the other one that rests."""
    thing = Thing("newsletter not out", "city")
    state, bare = SourceState.PAUSED, dict[str, None]()
    if audience is Audience.CITIZEN:  # it can be asked now
        state, bare = SourceState.ACTIVE, dict.fromkeys(("part_selector", "link_selector", "last_fetched_at"))
    return _put(
        stage, session, f"{audience.value.lower()} source", models.NewsletterSource, thing,
        {"newsletters": title}, url=f"http://{stage.secret(thing, 'newsletter_sources.url')}.kr/",
        state=state, removed_at=None, version=1, **bare,
    )  # fmt: skip


async def _file(
    stage: Stage, session: AsyncSession, name: str, rule: str, issue: UUID, role: FileRole
) -> None:
    async def content() -> AsyncIterator[bytes]:
        yield name.encode()

    kept = await stage.storage.save(content(), most=100)
    _put(
        stage, session, name, models.NewsletterFile, Thing(rule, "city"), {"newsletter_issues": issue},
        role=role, storage_key=kept.key, removed_at=None, version=1,
    )  # fmt: skip


def _put(
    stage: Stage,
    session: AsyncSession,
    name: str,
    model: type[models.Newsletter | models.NewsletterIssue | models.NewsletterSource | models.NewsletterFile],
    thing: Thing,
    rows: dict[str, UUID] | None = None,
    **given: object,
) -> UUID:
    pointers = {"departments": stage.city.departments[ASKED].id, "employees": stage.people["stranger"].id}
    id = uuid7()
    row = filled(model, partial(stage.secret, thing), pointers | (rows or {}), id=id, **given)
    session.add(row)
    stage.rows["city"][name] = row
    stage.things[global_id(TYPE_OF[model], id)] = thing
    return id
