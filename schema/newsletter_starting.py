"""What a department says of its first newsletter for citizens."""

import strawberry

from madang.rules.newsletters import may_start
from resolvers.newsletters.starts import start_facts
from schema.permissions import Permission
from schema.sources import column, ruled


@strawberry.type
class StartingDepartment:
    meets_citizens: bool | None = column(
        "시민을 만나는 곳인지 관리자가 표시한 것. null이면 기관 종류로 압니다."
    )
    viewer_can_start_newsletter: Permission = ruled(
        may_start, start_facts, "지금 내가 이 부서의 첫 시민용 소식지를 시작할 수 있는지"
    )
