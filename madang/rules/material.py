"""Who may hang files, links and relations on a request, and take them off again."""

from dataclasses import dataclass
from uuid import UUID

from madang.rules.labels import Labelled
from madang.rules.people import Actor
from madang.rules.permissions import ALLOWED, Permission, forbidden, untimely
from madang.rules.requests import CLOSED_REQUESTS, RequestState


class RelationKind(Labelled):
    """How two requests belong together, said from the one to the other."""

    RELATED = "RELATED", "관련"
    DUPLICATE = "DUPLICATE", "중복"
    BLOCKS = "BLOCKS", "선행"


class Direction(Labelled):
    """From which end a relation is read."""

    OUTGOING = "OUTGOING", "이 요청이 저 요청을"
    INCOMING = "INCOMING", "저 요청이 이 요청을"

    @property
    def opposite(self) -> "Direction":
        return Direction.INCOMING if self is Direction.OUTGOING else Direction.OUTGOING


class MaterialAct(Labelled):
    ATTACH = "ATTACH", "파일 첨부"
    LINK = "LINK", "링크 추가"
    RELATE = "RELATE", "다른 요청과 연결"
    REMOVE = "REMOVE", "삭제"


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestParties:
    """Who works on a request: `asked` are the departments that are in it now, `handlers` their people."""

    state: RequestState
    requester_id: UUID
    requester_department_id: UUID
    asked: frozenset[UUID]
    handlers: frozenset[UUID]

    def include(self, actor: Actor) -> bool:
        departments = self.asked | {self.requester_department_id}
        return actor.id in self.handlers | {self.requester_id} or bool(departments & actor.departments)


def may_add(act: MaterialAct, actor: Actor, parties: RequestParties) -> Permission:
    """Those who work on the request; files and links only until it has ended."""
    if not parties.include(actor):
        return forbidden(f"요청부서와 협력부서의 직원만 할 수 있습니다: {act.label}.")
    if parties.state in CLOSED_REQUESTS and act is not MaterialAct.RELATE:
        return untimely(f"{parties.state.label} 상태인 요청에는 더할 수 없습니다: {act.label}.")
    return ALLOWED


def may_remove(actor: Actor, *, author_id: UUID, requester_id: UUID) -> Permission:
    """At any time, so that personal data never has to stay."""
    if actor.is_administrator or actor.id in (author_id, requester_id):
        return ALLOWED
    return forbidden("올린 사람, 요청자, 관리자만 지울 수 있습니다.")
