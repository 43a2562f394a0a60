"""`viewerCan…`: may I, and if not, why."""

import strawberry

from schema.sources import column


@strawberry.type(description="지금 이 일을 할 수 있는지")
class Permission:
    """Resolves on a madang.rules.permissions.Permission."""

    allowed: bool = column("할 수 있으면 true")
    reason: str | None = column("할 수 없는 까닭. 할 수 있으면 null", of="explanation")
