"""What mutations return: the changed thing, its subject's version, and refusals as typed errors."""

from collections.abc import Awaitable, Callable
from typing import Annotated, Any

import strawberry
from strawberry import Info
from strawberry.extensions import FieldExtension
from strawberry.permission import BasePermission
from strawberry.types.field import StrawberryField

from madang.errors import NotSignedIn, Reason, Refused
from resolvers.context import Context
from schema.guards import StaffOnly

# Arguments and inputs that many mutations have.
Version = Annotated[
    int | None, strawberry.argument(description="내가 마지막으로 본 version. 그 뒤에 바뀌었으면 거절합니다.")
]
CLIENT_ID = "클라이언트가 만든 UUID. 같은 것을 다시 보내도 한 번만 됩니다."

strawberry.enum(Reason, name="UserErrorReason", description="거절한 까닭을 프로그램이 알아보도록 나눈 것")
REASONS = {
    Reason.REQUIRED: "비어 있음",
    Reason.TOO_SHORT: "너무 짧음",
    Reason.TOO_LONG: "너무 김",
    Reason.TOO_MANY: "너무 많음",
    Reason.TOO_LARGE: "너무 큼",
    Reason.OUT_OF_RANGE: "범위를 벗어남",
    Reason.MALFORMED: "형식이 맞지 않음",
    Reason.UNREADABLE: "읽을 수 없는 글자가 있음",
    Reason.UNKNOWN: "없는 것을 가리킴",
    Reason.WRONG_KIND: "다른 종류를 가리킴",
    Reason.AMBIGUOUS: "여럿을 가리킴",
    Reason.DUPLICATE: "이미 있음",
    Reason.IN_THE_PAST: "지난 날짜",
    Reason.CLOSED: "없어진 부서",
    Reason.UNSUPPORTED: "받지 않는 파일",
    Reason.DISGUISED: "이름과 내용이 다른 파일",
    Reason.ILLEGAL_STEP: "지금 상태에서는 할 수 없음",
    Reason.STALE: "그 사이에 다른 사람이 바꿈",
}
for value in Reason.__strawberry_definition__.values:  # type: ignore[attr-defined]
    value.description = REASONS[Reason(value.value)]


@strawberry.type(description="거절된 까닭. 아무것도 바뀌지 않았습니다.")
class UserError:
    field: list[str] = strawberry.field(description="거절된 입력의 경로. 특정 입력 탓이 아니면 빈 목록")
    message: str = strawberry.field(description="사람이 읽을 설명")
    code: str = strawberry.field(description="종류: INVALID, FORBIDDEN, NOT_FOUND, CONFLICT")
    reason: Reason | None = strawberry.field(description="더 자세한 까닭")

    @classmethod
    def of(cls, refusal: Refused) -> "UserError":
        return cls(field=list(refusal.field), message=str(refusal), code=refusal.code, reason=refusal.reason)


@strawberry.interface(description="변경의 결과")
class Payload:
    errors: list[UserError] = strawberry.field(
        description="거절된 까닭. 비어 있으면 바뀌었습니다.", default_factory=list[UserError]
    )
    version: int | None = strawberry.field(
        description="바뀐 대상의 마지막 사건 번호. 자기 변경의 메아리를 알아볼 때 씁니다.", default=None
    )


class RefusalsAsErrors(FieldExtension):
    """A refusal becomes an entry of the payload's errors; not being signed in stays a top-level error."""

    def apply(self, field: StrawberryField) -> None:
        self._field = field

    async def resolve_async(
        self, next_: Callable[..., Awaitable[Any]], source: Any, info: Info[Context, None], **kwargs: Any
    ) -> Any:
        outcome = info.context.outcomes.pop(str(info.path.key), None)
        if outcome is not None:
            return outcome.again()
        try:
            return await next_(source, info, **kwargs)
        except NotSignedIn:
            raise
        except Refused as refusal:
            return self.payload(refusal)

    def payload(self, refusal: Refused) -> Any:
        payload: Any = self._field.type
        return payload(errors=[UserError.of(refusal)])


def mutation(description: str, *, guard: type[BasePermission] = StaffOnly) -> Callable[..., Any]:
    """A root field that changes something and returns a Payload."""
    return strawberry.mutation(
        description=description, permission_classes=[guard], extensions=[RefusalsAsErrors()]
    )
