"""Files, links and offers of help in the timeline of a request.

Relations are not shown there: they would tell of the other request, which the reader perhaps may not see.
"""

from typing import TYPE_CHECKING, Annotated

import strawberry

import models
from madang.rules.requests import PartnerRole
from schema.people import Department
from schema.timeline import TimelineEvent, pointed, shows, told
from subscriptions import material_events, offer_events

if TYPE_CHECKING:
    from schema.attachments import Attachment

AttachmentLater = Annotated["Attachment", strawberry.lazy("schema.attachments")]


@shows(material_events.AttachmentAdded, "파일을 붙임")
class AttachmentAddedEvent(TimelineEvent):
    attachment: AttachmentLater | None = pointed(
        models.Attachment, "파일. 지워졌으면 null", by="attachment_id"
    )
    name: str = told("파일 이름")
    size: int = told("크기(바이트)")


@shows(material_events.AttachmentRemoved, "파일을 지움")
class AttachmentRemovedEvent(TimelineEvent):
    pass


@shows(material_events.LinkAdded, "링크를 더함")
class LinkAddedEvent(TimelineEvent):
    url: str = told("주소")
    label: str = told("보일 말")


@shows(material_events.LinkRemoved, "링크를 지움")
class LinkRemovedEvent(TimelineEvent):
    pass


@shows(offer_events.HelpOffered, "요청받지 않은 부서가 참여 의사를 밝힘")
class HelpOfferedEvent(TimelineEvent):
    department: Department | None = pointed(models.Department, "참여하려는 부서", by="department_id")
    role: PartnerRole = told("맡으려는 역할")


@shows(offer_events.HelpAccepted, "참여를 받아들임")
class HelpAcceptedEvent(TimelineEvent):
    department: Department | None = pointed(models.Department, "참여하게 된 부서", by="department_id")


@shows(offer_events.HelpDeclined, "참여를 사양함")
class HelpDeclinedEvent(TimelineEvent):
    department: Department | None = pointed(models.Department, "참여하려던 부서", by="department_id")
    reason: str | None = told("사유")


@shows(offer_events.HelpWithdrawn, "참여 의사를 거둠")
class HelpWithdrawnEvent(TimelineEvent):
    department: Department | None = pointed(models.Department, "참여하려던 부서", by="department_id")
