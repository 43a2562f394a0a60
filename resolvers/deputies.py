"""대결: somebody acts as the head of a department for a time the head has set."""

from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import BindParameter, ColumnElement, and_, exists, or_, select

from madang.errors import Conflict, Forbidden, Invalid, NotFound, Reason
from madang.rules.people import Actor, Position
from madang.text import line
from models import Department, Deputy, Employee, Membership
from resolvers.context import Change, Context
from resolvers.departments import Id, present_of
from subscriptions.people_events import DeputyAppointed, DeputyEnded

Day = date | BindParameter[date]

LONGEST_TIME = timedelta(days=366)
LONGEST_REASON = 200


def stands_in_on(day: Day) -> ColumnElement[bool]:
    """Deputies who act on a day."""
    return and_(Deputy.since <= day, Deputy.until > day)


def belongs_on(day: Day) -> ColumnElement[bool]:
    """Memberships that count on a day."""
    return and_(Membership.since <= day, or_(Membership.until.is_(None), Membership.until > day))


def has_head_on(department_id: Id, day: Day) -> ColumnElement[bool]:
    """Whether somebody heads the department, or what it has become part of, or stands in for its head."""
    present = present_of(department_id)
    still_here = or_(Employee.left_on.is_(None), Employee.left_on > day)
    heads = exists().where(
        Membership.department_id == present,
        Membership.position == Position.HEAD,
        belongs_on(day),
        Membership.employee_id == Employee.id,
        still_here,
    )
    stands_in = exists().where(
        Deputy.department_id == present, stands_in_on(day), Deputy.deputy_id == Employee.id, still_here
    )
    return or_(heads, stands_in)


async def appoint_deputy(
    ctx: Context, department_id: UUID, *, deputy_id: UUID, since: date, until: date, reason: str
) -> tuple[Deputy, int]:
    """The head (not a deputy) or an administrator lets somebody act as head from `since` to before `until`.

    At most a year, one deputy at a time. Returns the department's version, too.
    """
    reason = line(reason, field=("input", "reason"), most=LONGEST_REASON)
    _check_time(since, until, today=ctx.today)
    async with ctx.change() as change:
        department = await _open_department(change, department_id)
        await _check_right(change, ctx.actor, department)
        await _check_deputy(change, ctx.actor, deputy_id)
        await _refuse_overlap(change, department, since, until)
        deputy = Deputy(
            department_id=department.id,
            deputy_id=deputy_id,
            appointed_by_id=ctx.actor.id,
            since=since,
            until=until,
            reason=reason,
            created_at=change.now,
        )
        change.session.add(deputy)
        await change.session.flush()
        appointed = DeputyAppointed(deputy_id=deputy_id, since=since, until=until)
        return deputy, change.announce(department, appointed)


async def end_deputy(ctx: Context, appointment_id: UUID) -> tuple[Deputy, int]:
    """From today on nobody stands in. The head, an administrator or the deputy may end it; twice is once.

    Returns the department's version, too.
    """
    async with ctx.change() as change:
        deputy = await change.session.get(Deputy, appointment_id)
        department = await change.lock(Department, deputy.department_id) if deputy else None
        if deputy is None or department is None:
            raise NotFound("대결 지정을 찾을 수 없습니다.", field=("id",), reason=Reason.UNKNOWN)
        await change.session.refresh(deputy)  # as it stands now that the department is ours
        if deputy.deputy_id != ctx.actor.id:
            await _check_right(change, ctx.actor, department)
        if deputy.until > change.today and deputy.since != deputy.until:
            deputy.until = max(deputy.since, change.today)
            change.announce(department, DeputyEnded(deputy_id=deputy.deputy_id, until=deputy.until))
        return deputy, department.version


def _check_time(since: date, until: date, *, today: date) -> None:
    if since < today:
        message = "대결은 오늘부터 지정할 수 있습니다."
        raise Invalid(message, field=("input", "since"), reason=Reason.IN_THE_PAST)
    if until <= since:
        message = "끝나는 날은 시작하는 날보다 뒤여야 합니다."
        raise Invalid(message, field=("input", "until"), reason=Reason.OUT_OF_RANGE)
    if until - since > LONGEST_TIME:
        message = "대결은 1년까지 지정할 수 있습니다."
        raise Invalid(message, field=("input", "until"), reason=Reason.OUT_OF_RANGE)


async def _open_department(change: Change, department_id: UUID) -> Department:
    department = await change.lock(Department, department_id)
    if department is None:
        raise NotFound("부서를 찾을 수 없습니다.", field=("input", "departmentId"), reason=Reason.UNKNOWN)
    if department.closed_on is not None:
        message = "닫힌 부서에는 대결자를 둘 수 없습니다."
        raise Conflict(message, field=("input", "departmentId"), reason=Reason.CLOSED)
    return department


async def _check_right(change: Change, actor: Actor, department: Department) -> None:
    """A deputy counts as head elsewhere, but may not hand the seal on: the membership decides."""
    is_head = exists().where(
        Membership.department_id == department.id,
        Membership.employee_id == actor.id,
        Membership.position == Position.HEAD,
        belongs_on(change.today),
    )
    if not actor.is_administrator and not await change.session.scalar(select(is_head)):
        raise Forbidden("대결은 그 부서의 부서장이나 관리자만 정할 수 있습니다.")


async def _check_deputy(change: Change, actor: Actor, deputy_id: UUID) -> None:
    employee = await change.session.get(Employee, deputy_id)
    if employee is None or employee.left_on is not None:
        raise NotFound("직원을 찾을 수 없습니다.", field=("input", "deputyId"), reason=Reason.UNKNOWN)
    if deputy_id == actor.id:
        message = "자기 자신을 대결자로 지정할 수 없습니다."
        raise Invalid(message, field=("input", "deputyId"), reason=Reason.DUPLICATE)


async def _refuse_overlap(change: Change, department: Department, since: date, until: date) -> None:
    overlapping = exists().where(
        Deputy.department_id == department.id, Deputy.since < until, Deputy.until > since
    )
    if await change.session.scalar(select(overlapping)):
        message = "그 기간에는 이미 대결자가 있습니다. 먼저 끝낸 뒤에 지정해 주십시오."
        raise Conflict(message, field=("input", "since"), reason=Reason.DUPLICATE)
