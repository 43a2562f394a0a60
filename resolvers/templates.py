"""Templates of requests (서식): kept by a department, written anew or from a request, made into drafts."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select

from madang.errors import Conflict, NotFound, Reason
from madang.rules.people import Actor
from madang.rules.requests import Scale
from madang.rules.templates import Adjustment, TemplateAct, TemplateFacts, may_change, may_create
from madang.text.normal import line
from models import Department, Request, RequestTemplate
from models.base import uuid7
from resolvers import drafts
from resolvers.access import readable, seen
from resolvers.context import Change, Context
from resolvers.drafts import RequestContent
from resolvers.facts import Facts
from resolvers.subjects import expect_version, taken
from resolvers.template_parts import (
    Part,
    bounded,
    checked_parts,
    day_after,
    from_document,
    to_document,
    up_to_date,
)
from resolvers.template_sources import TemplateContent, copied
from resolvers.wording import cleaned, put
from subscriptions.events import Event
from subscriptions.template_events import TemplateCreated, TemplateEdited, TemplateRemoved

MOST_NAME = 100  # characters
Adjustments = tuple[Adjustment, ...]


async def create(
    ctx: Context, content: TemplateContent, *, id: UUID | None = None, from_request: UUID | None = None
) -> tuple[RequestTemplate, Adjustments]:
    """For the author's main department. With a client's own `id`, sending it twice makes one.

    `from_request`: what is not given is taken from that request, its departments brought up to today.
    """
    actor, adjustments = ctx.actor, ()
    may_create(actor, ctx.policy).demand()
    async with ctx.change() as change:
        department = await _locked(change, actor.department_id)
        if id and (known := await change.session.get(RequestTemplate, id)):
            return _own(known, actor), ()
        if from_request is not None:
            content, adjustments = await copied(change, actor, from_request, content)
        template = _blank(change, actor, id)
        await _write(ctx, change, template, content, whole=True)
        change.session.add(template)
        created = TemplateCreated(template_id=template.id, name=template.name, request_id=from_request)
        _announce(change, department, template, created)
    return template, adjustments


async def update(ctx: Context, id: UUID, content: TemplateContent, *, version: int | None) -> RequestTemplate:
    """Change what is given. Departments that have closed since stay as long as `parts` is not given."""
    async with ctx.change() as change:
        department, template = await _held(change, ctx.actor, id)
        expect_version(template.version, version)
        may_change(TemplateAct.UPDATE, ctx.actor, template_facts.of(ctx, template)).demand()
        if changed := await _write(ctx, change, template, content, whole=False):
            edited = TemplateEdited(template_id=template.id, name=template.name, fields=changed)
            _announce(change, department, template, edited)
    return template


async def remove(ctx: Context, id: UUID, *, version: int | None) -> RequestTemplate:
    """Drafts made from it stay."""
    async with ctx.change() as change:
        department, template = await _held(change, ctx.actor, id)
        expect_version(template.version, version)
        may_change(TemplateAct.REMOVE, ctx.actor, template_facts.of(ctx, template)).demand()
        _announce(change, department, template, TemplateRemoved(template_id=template.id, name=template.name))
        await change.session.delete(template)
    return template


async def use(ctx: Context, id: UUID, *, request_id: UUID | None = None) -> tuple[Request, Adjustments]:
    """A draft of today with what the template says, in the name of the actor's main department.

    With a client's own `request_id`, sending it twice makes one draft.
    """
    actor = ctx.actor
    async with ctx.change() as change:
        template = await change.session.scalar(
            readable(RequestTemplate, actor).where(RequestTemplate.id == id)
        )
        if template is None:
            raise _unknown()
        parts = from_document(template.addressees)
        parts, adjustments = await up_to_date(change, parts, asking=actor.department_id)
        content = _filled_in(template, parts, change.today)
        return await drafts.begin(ctx, change, content, id=request_id), adjustments


def _template_facts(ctx: Context, author_id: UUID, department_id: UUID) -> TemplateFacts:
    return TemplateFacts(author_id=author_id, department_id=department_id)


# What decides who may change a template.
template_facts = Facts(RequestTemplate, ("author_id", "department_id"), _template_facts)


def _blank(change: Change, actor: Actor, id: UUID | None) -> RequestTemplate:
    return RequestTemplate(
        id=id or uuid7(),
        department_id=actor.department_id,
        author_id=actor.id,
        scale=Scale.MULTI_BUREAU,
        significance="",
        addressees=[],
        created_at=change.now,
    )


def _filled_in(template: RequestTemplate, parts: Sequence[Part], today: date) -> RequestContent:
    return RequestContent(
        title=template.title,
        project=template.project,
        scale=template.scale,
        significance=template.significance,
        body=template.body,
        sets_due=True,
        due_on=day_after(today, template.due_in_days),
        addressees=tuple(part.on(today) for part in parts),
    )


async def _write(
    ctx: Context, change: Change, template: RequestTemplate, content: TemplateContent, *, whole: bool
) -> tuple[str, ...]:
    """Put what is given into the row. Returns the names of the fields that changed."""
    values = cleaned(content, whole=whole)
    if content.name is not None:
        values["name"] = await _free_name(ctx, change, template, content.name)
    if content.sets_due:
        values["due_in_days"] = bounded(content.due_in_days, field=("input", "dueInDays"))
    if content.parts is not None:
        most, asking = ctx.policy.most_departments, template.department_id
        values["addressees"] = to_document(
            await checked_parts(change, content.parts, asking=asking, most=most)
        )
    return put(template, values)


async def _free_name(ctx: Context, change: Change, template: RequestTemplate, name: str) -> str:
    """Clean. Raises Conflict where the department has one of this name or, for a new one, no room.

    The department's lock makes the answer last.
    """
    clean = line(name, field=("input", "name"), most=MOST_NAME)
    others = select(RequestTemplate.name).where(
        RequestTemplate.department_id == template.department_id, RequestTemplate.id != template.id
    )
    taken = set(await change.session.scalars(others))
    if clean in taken:
        message = "부서에 같은 이름의 서식이 있습니다."
        raise Conflict(message, field=("input", "name"), reason=Reason.DUPLICATE)
    if len(taken) >= ctx.policy.most_templates:
        message = f"부서마다 서식을 {ctx.policy.most_templates}개까지 둘 수 있습니다."
        raise Conflict(f"{message} 쓰지 않는 것을 지우십시오.", reason=Reason.TOO_MANY)
    return clean


async def _held(change: Change, actor: Actor, id: UUID) -> tuple[Department, RequestTemplate]:
    """The template and its department, locked. Raises NotFound also for another department's."""
    visible = select(RequestTemplate.department_id).where(
        RequestTemplate.id == id, seen(RequestTemplate, actor)
    )
    department_id = await change.session.scalar(visible)
    department = await _locked(change, department_id) if department_id else None
    template = await change.session.get(RequestTemplate, id) if department else None
    if department is None or template is None:  # of others, or gone while we waited for the lock
        raise _unknown()
    return department, template


async def _locked(change: Change, department_id: UUID) -> Department:
    department = await change.lock(Department, department_id)
    assert department is not None  # departments close; their rows stay
    return department


def _announce(change: Change, department: Department, template: RequestTemplate, event: Event) -> None:
    template.updated_at = change.now
    template.version = change.announce(department, event)


def _own(known: RequestTemplate, actor: Actor) -> RequestTemplate:
    if known.author_id != actor.id:
        raise taken()
    return known


def _unknown() -> NotFound:
    return NotFound("서식을 찾을 수 없습니다. 지워졌거나, 다른 부서의 서식입니다.")
