"""Newsletters (소식지): titles for citizens or for staff, their issues, and who may do what with them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from madang.rules.labels import Labelled
from madang.rules.people import Actor, OrganisationKind
from madang.rules.permissions import ALLOWED, Permission, forbidden, untimely


class Audience(Labelled):
    CITIZEN = "CITIZEN", "시민"
    STAFF = "STAFF", "직원"


class Period(Labelled):
    WEEKLY = "WEEKLY", "매주"
    BIWEEKLY = "BIWEEKLY", "격주"
    MONTHLY = "MONTHLY", "매월"
    BIMONTHLY = "BIMONTHLY", "격월"
    QUARTERLY = "QUARTERLY", "계절마다"
    IRREGULAR = "IRREGULAR", "때때로"


class Language(Labelled):
    KO = "KO", "한국어"
    EN = "EN", "영어"
    ZH = "ZH", "중국어"
    JA = "JA", "일본어"
    VI = "VI", "베트남어"


class TitleFormat(Labelled):
    """In which ways a title reaches its readers: several may apply."""

    WEB = "WEB", "누리집"
    EMAIL = "EMAIL", "메일"
    PDF = "PDF", "PDF 파일"
    PRINT = "PRINT", "인쇄물"


class TitleStatus(Labelled):
    ACTIVE = "ACTIVE", "펴내는 중"
    PAUSED = "PAUSED", "쉬는 중"
    CLOSED = "CLOSED", "끝남"


class IssueState(Labelled):
    DRAFT = "DRAFT", "초안"
    APPROVED = "APPROVED", "승인함"
    PUBLISHED = "PUBLISHED", "펴냄"
    ARCHIVED = "ARCHIVED", "지난 호"


class IssueFormat(Labelled):
    """How the text of an issue came: written here, or taken as it was."""

    MARKDOWN = "MARKDOWN", "Markdown으로 씀"
    HTML = "HTML", "가져옴"


class FileRole(Labelled):
    """What a file is to its issue. An original may hold addresses of people: it is not for readers."""

    ATTACHMENT = "ATTACHMENT", "첨부"
    COVER = "COVER", "표지"
    PICTURE = "PICTURE", "글 속의 그림"
    ORIGINAL = "ORIGINAL", "가져온 원본"


class IssueAct(Labelled):
    UPDATE = "UPDATE", "호 수정"
    APPROVE = "APPROVE", "호 승인"
    PUBLISH = "PUBLISH", "호 발행"
    SCHEDULE = "SCHEDULE", "호 발행 예약"
    UNSCHEDULE = "UNSCHEDULE", "호 발행 예약 취소"
    ARCHIVE = "ARCHIVE", "지난 호로 보관"
    NARROW = "NARROW", "직원만 읽게 하기"
    DISCARD = "DISCARD", "호 버리기"


UPLOADED = frozenset({FileRole.ATTACHMENT, FileRole.COVER})  # by people; the rest comes with what is taken
# Words that stand in addresses of the citizens' site where a title's slug would.
NO_SLUGS = frozenset(
    {"confirm", "covers", "departments", "feed", "files", "latest", "search", "subscribe", "subscriptions"}
    | {"titles", "topics", "unsubscribe"}
)
OUT = frozenset({IssueState.PUBLISHED, IssueState.ARCHIVED})  # read by the title's audience
POSSIBLE_FROM = {
    IssueAct.UPDATE: frozenset({IssueState.DRAFT, IssueState.APPROVED}),
    IssueAct.APPROVE: frozenset({IssueState.DRAFT}),
    IssueAct.PUBLISH: frozenset({IssueState.APPROVED}),
    IssueAct.SCHEDULE: frozenset({IssueState.APPROVED}),
    IssueAct.UNSCHEDULE: frozenset({IssueState.APPROVED}),
    IssueAct.ARCHIVE: frozenset({IssueState.PUBLISHED}),
    IssueAct.NARROW: OUT,
    IssueAct.DISCARD: frozenset({IssueState.DRAFT, IssueState.APPROVED}),
}
MOST_AHEAD = timedelta(days=365)  # of the time at which an issue is to go out
NOT_SIGNED_IN = forbidden("직원 로그인이 필요합니다.")


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleFacts:
    """What decides what may be done with a title.

    `answering_id`: the department whose head answers for what goes out; None: administrators do.
    """

    department_id: UUID
    answering_id: UUID | None
    status: TitleStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class StartFacts:
    """What decides who may begin a department's first newsletter.

    `has_newsletter`: for citizens, and not ended.
    """

    department_id: UUID
    kind: OrganisationKind
    parent_id: UUID | None
    has_newsletter: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueFacts:
    """What decides what may be done with an issue."""

    title: TitleFacts
    state: IssueState
    audience: Audience
    publish_at: datetime | None


def within(title: Audience, issue: Audience) -> bool:
    """Whether an issue may be for these readers: its title's, or fewer (AM21)."""
    return title is Audience.CITIZEN or issue is Audience.STAFF


def answering(department_id: UUID, kind: OrganisationKind, parent_id: UUID | None) -> UUID | None:
    """Whose head answers for what a publisher puts out: of an operator under contract, its supervisor's."""
    return parent_id if kind is OrganisationKind.ENTRUSTED_OPERATOR else department_id


def may_publish_for(kind: OrganisationKind, audience: Audience) -> bool:
    """Operators under contract write for citizens alone (N10)."""
    return kind is not OrganisationKind.ENTRUSTED_OPERATOR or audience is Audience.CITIZEN


def may_start(actor: Actor | None, facts: StartFacts) -> Permission:
    """Begin a newsletter for citizens where there is none, without an administrator (N10)."""
    if actor is None:
        return NOT_SIGNED_IN
    of_operator = facts.kind is OrganisationKind.ENTRUSTED_OPERATOR
    is_its_own = of_operator and facts.department_id in actor.departments
    heads = {facts.department_id, answering(facts.department_id, facts.kind, facts.parent_id)}
    if not (actor.is_administrator or is_its_own or heads & actor.head_of):
        return forbidden("그 부서의 부서장(대결자)이나 관리자, 민간위탁기관은 그 직원이 시작할 수 있습니다.")
    if facts.has_newsletter:
        return untimely("이미 시민용 소식지가 있는 부서입니다. 새 소식지는 관리자가 등록합니다.")
    return ALLOWED


def may_mark_departments(actor: Actor | None) -> Permission:
    """Say which departments meet citizens."""
    if actor is None:
        return NOT_SIGNED_IN
    if not actor.is_administrator:
        return forbidden("어느 부서가 시민을 만나는지는 사회혁신담당관(관리자)이 표시합니다.")
    return ALLOWED


def may_keep_titles(actor: Actor | None) -> Permission:
    if actor is None:
        return NOT_SIGNED_IN
    if not actor.is_administrator:
        return forbidden("소식지는 사회혁신담당관(관리자)이 등록하고 고칩니다.")
    return ALLOWED


def may_change_title(actor: Actor | None, facts: TitleFacts) -> Permission:
    return may_keep_titles(actor)


def may_write(actor: Actor | None, facts: TitleFacts) -> Permission:
    """Begin an issue."""
    writer = may_edit(actor, facts)
    if writer.allowed and facts.status is TitleStatus.CLOSED:
        return untimely("끝난 소식지입니다. 새 호를 쓸 수 없습니다.")
    return writer


def permission(act: IssueAct, actor: Actor | None, facts: IssueFacts) -> Permission:
    """Whoever belongs to the publisher writes and discards; its head answers for what goes out."""
    rule = may_edit if act in (IssueAct.UPDATE, IssueAct.DISCARD) else may_answer_for
    person = rule(actor, facts.title)
    return timely(act, facts) if person.allowed else person


def timely(act: IssueAct, facts: IssueFacts) -> Permission:
    """What stands in the way of an act now, whoever does it: the city itself does what was scheduled."""
    if facts.state not in POSSIBLE_FROM[act]:
        return untimely(f"'{facts.state.label}' 상태의 호에는 할 수 없습니다: {act.label}.")
    if act in (IssueAct.PUBLISH, IssueAct.SCHEDULE) and facts.title.status is not TitleStatus.ACTIVE:
        return untimely("쉬거나 끝난 소식지입니다. 다시 펴내는 중이 된 뒤에 발행할 수 있습니다.")
    if act is IssueAct.UNSCHEDULE and facts.publish_at is None:
        return untimely("발행을 예약하지 않은 호입니다.")
    if act is IssueAct.NARROW and facts.audience is Audience.STAFF:
        return untimely("이미 직원만 읽는 호입니다.")
    return ALLOWED


def may_edit(actor: Actor | None, facts: TitleFacts) -> Permission:
    if actor is None:
        return NOT_SIGNED_IN
    if actor.is_administrator or facts.department_id in actor.departments:
        return ALLOWED
    return forbidden("소식지를 펴내는 부서의 직원만 쓸 수 있습니다.")


def may_answer_for(actor: Actor | None, facts: TitleFacts) -> Permission:
    if actor is None:
        return NOT_SIGNED_IN
    if actor.is_administrator or facts.answering_id in actor.head_of:
        return ALLOWED
    if facts.answering_id != facts.department_id:
        return forbidden(
            "민간위탁기관의 소식지입니다. 감독하는 부서의 부서장(대결자)이나 관리자만 할 수 있습니다."
        )
    return forbidden("소식지를 펴내는 부서의 부서장(대결자)이나 관리자만 할 수 있습니다.")
