"""Files of a request: shown and removed here; they come and go over HTTP (madang.server.attachments)."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any, cast
from uuid import UUID

import strawberry

import models
from madang.rules.material import may_remove
from madang.rules.people import Actor
from resolvers import attachments
from resolvers.context import Context
from resolvers.listings import Listing, Order
from resolvers.material import Removal, attachment_removals
from schema.identifiers import global_id, uuid_of
from schema.payloads import Payload, mutation
from schema.people import Employee
from schema.permissions import Permission
from schema.sources import Ctx, Node, column, derived, rows_of, ruled, to_one

if TYPE_CHECKING:
    from schema.deliveries import Delivery

ATTACHMENTS = Listing(model=models.Attachment, order=(Order("created_at"),), parent="request_id")
DeliveryLater = Annotated["Delivery", strawberry.lazy("schema.deliveries")]


def removable(actor: Actor, found: Removal) -> Any:
    return may_remove(actor, author_id=found.author_id, requester_id=found.requester_id)


def _download_path(ctx: Context, id: UUID) -> str:
    return f"/attachments/{global_id('Attachment', id)}"


@rows_of(models.Attachment, description="첨부 파일")
class Attachment(Node):
    name: str = column("파일 이름")
    media_type: str = column("내용을 보고 알아낸 파일 형식(MIME)")
    size: int = column("크기(바이트)")
    sha256: str = column("내용의 SHA-256. 받은 것이 온전한지 확인할 때 씁니다.")
    uploaded_by: Employee | None = to_one(models.Employee, "uploaded_by_id", "올린 사람")
    delivery: DeliveryLater | None = to_one(
        models.Delivery, "delivery_id", "어느 협력부서의 일에 붙었는지. 요청 전체의 것이면 null"
    )
    created_at: datetime = column("올린 때")
    version: int = column("마지막으로 바뀐 사건의 번호")
    viewer_can_remove: Permission = ruled(removable, attachment_removals, "지금 내가 지울 수 있는지")

    download_path: str = derived(_download_path, "id", description="내려받는 주소. 이 서버의 경로입니다.")


@strawberry.type(description="첨부 파일을 지운 결과. version은 요청의 것")
class AttachmentRemovePayload(Payload):
    id: strawberry.ID | None = strawberry.field(default=None, description="지운 파일의 ID")


@strawberry.type
class AttachmentMutation:
    @mutation("첨부 파일을 지웁니다. 올린 사람, 요청자, 관리자가 합니다.")
    async def attachment_remove(
        self, info: Ctx, id: Annotated[strawberry.ID, strawberry.argument(description="첨부 파일의 ID")]
    ) -> AttachmentRemovePayload:
        removed = await attachments.remove(info.context, uuid_of(id, "Attachment"))
        return AttachmentRemovePayload(id=cast(Any, id), version=removed.version)
