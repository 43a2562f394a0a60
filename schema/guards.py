"""Who may call a root field. Every root field names one; a test makes sure."""

from typing import Any

from strawberry import Info
from strawberry.permission import BasePermission

from madang.errors import Forbidden, NotSignedIn
from resolvers.context import Context


class Anyone(BasePermission):
    """Citizens too."""

    def has_permission(self, source: Any, info: Info[Context, None], **kwargs: Any) -> bool:
        return True


class StaffOnly(BasePermission):
    """Everybody who is signed in; what they may see and do with which row is decided below."""

    def has_permission(self, source: Any, info: Info[Context, None], **kwargs: Any) -> bool:
        return info.context.visitor is not None

    def on_unauthorized(self) -> None:
        raise NotSignedIn("직원 로그인이 필요합니다.")


class AdministratorOnly(StaffOnly):
    """사회혁신담당관."""

    def has_permission(self, source: Any, info: Info[Context, None], **kwargs: Any) -> bool:
        if not super().has_permission(source, info, **kwargs):
            super().on_unauthorized()
        return info.context.actor.is_administrator

    def on_unauthorized(self) -> None:
        raise Forbidden("사회혁신담당관(관리자)만 할 수 있습니다.")
