"""What a request is: scale, partner roles, states, and the state that follows from its deliveries."""

from collections.abc import Collection

from madang.rules.labels import Labelled


class Scale(Labelled):
    """How far the project reaches (규모)."""

    CITYWIDE = "CITYWIDE", "시 전체"
    MULTI_BUREAU = "MULTI_BUREAU", "여러 실·국"
    BUREAU = "BUREAU", "한 실·국"


class PartnerRole(Labelled):
    """What a department is asked to be (협력 역할)."""

    CONSULT = "CONSULT", "자문"
    EXECUTE = "EXECUTE", "실행"
    PROVIDE = "PROVIDE", "자료 제공"
    JOINT = "JOINT", "공동 추진"


class Health(Labelled):
    ON_TRACK = "ON_TRACK", "순조"
    AT_RISK = "AT_RISK", "주의"
    OFF_TRACK = "OFF_TRACK", "지연"


class DeliveryState(Labelled):
    """How far one department's part has come."""

    SENT = "SENT", "발송"
    RECEIVED = "RECEIVED", "접수"
    ASSIGNED = "ASSIGNED", "배부"
    IN_PROGRESS = "IN_PROGRESS", "진행"
    REPORTED = "REPORTED", "완료보고"
    SENT_BACK = "SENT_BACK", "보완"
    ON_HOLD = "ON_HOLD", "보류"
    CONFIRMED = "CONFIRMED", "확인"
    RETURNED = "RETURNED", "반려"
    CANCELLED = "CANCELLED", "취소"


class RequestState(Labelled):
    """How far the whole request has come; all but DRAFT and CANCELLED follow from its deliveries."""

    DRAFT = "DRAFT", "작성 중"
    SENT = "SENT", "발송"
    IN_PROGRESS = "IN_PROGRESS", "진행"
    REPORTED = "REPORTED", "확인 대기"
    COMPLETED = "COMPLETED", "완료"
    RETURNED = "RETURNED", "반려"
    CANCELLED = "CANCELLED", "취소"


GONE = frozenset({DeliveryState.RETURNED, DeliveryState.CANCELLED})
ENDED = GONE | {DeliveryState.CONFIRMED}
CLOSED_REQUESTS = frozenset({RequestState.COMPLETED, RequestState.RETURNED, RequestState.CANCELLED})


def overall_state(deliveries: Collection[DeliveryState]) -> RequestState:
    """The state of a published request: complete only when every living delivery is confirmed."""
    living = {state for state in deliveries if state not in GONE}
    if not living:
        all_returned = set(deliveries) == {DeliveryState.RETURNED}
        return RequestState.RETURNED if all_returned else RequestState.CANCELLED
    if living == {DeliveryState.CONFIRMED}:
        return RequestState.COMPLETED
    if living <= {DeliveryState.REPORTED, DeliveryState.CONFIRMED}:
        return RequestState.REPORTED
    return RequestState.SENT if living == {DeliveryState.SENT} else RequestState.IN_PROGRESS


def request_key(year: int, number: int) -> str:
    """The number people use: `협업-2014-0001`, counted anew each year."""
    return f"협업-{year}-{number:04d}"
