"""Who people are to the city: organisations, positions, roles, and the actor behind an operation."""

from dataclasses import dataclass
from uuid import UUID

from madang.rules.labels import Labelled


class OrganisationKind(Labelled):
    HEADQUARTERS = "HEADQUARTERS", "본청"
    AFFILIATED_OFFICE = "AFFILIATED_OFFICE", "사업소"
    DISTRICT = "DISTRICT", "자치구"
    INVESTED_INSTITUTION = "INVESTED_INSTITUTION", "투자출연기관"
    ENTRUSTED_OPERATOR = "ENTRUSTED_OPERATOR", "민간위탁기관"
    EXTERNAL = "EXTERNAL", "외부 기관"


OUTSIDE = frozenset({OrganisationKind.ENTRUSTED_OPERATOR, OrganisationKind.EXTERNAL})


class Position(Labelled):
    """What a person is within one department."""

    MEMBER = "MEMBER", "직원"
    CLERK = "CLERK", "서무(접수 담당)"
    HEAD = "HEAD", "부서장"


class Role(Labelled):
    """What a person is for the whole city."""

    ADMINISTRATOR = "ADMINISTRATOR", "사회혁신담당관"
    AWARD_SECRETARY = "AWARD_SECRETARY", "상생협력상 간사"
    JUROR = "JUROR", "심사위원"
    HR_OFFICER = "HR_OFFICER", "인사과"
    FACILITY_MANAGER = "FACILITY_MANAGER", "청사관리"
    DATA_READER = "DATA_READER", "데이터 담당"


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """The member of staff behind an operation, as of now. A deputy (대결) counts as the head replaced."""

    id: UUID
    department_id: UUID  # the main one: what is asked is asked in its name
    department_name: str
    organisation_kind: OrganisationKind
    departments: frozenset[UUID]  # every department this person belongs or stands in for
    clerk_of: frozenset[UUID] = frozenset()
    head_of: frozenset[UUID] = frozenset()
    roles: frozenset[Role] = frozenset()
    read_only: bool = False

    def __hash__(
        self,
    ) -> int:  # it stands in the keys of rules, which are looked up at each event for each viewer
        return hash(self.id)

    @property
    def is_of_the_city(self) -> bool:
        """An operator under contract and a partner outside sign in, too, and are no city staff."""
        return self.organisation_kind not in OUTSIDE

    @property
    def is_administrator(self) -> bool:
        return Role.ADMINISTRATOR in self.roles

    def answers_for(self, department_id: UUID) -> bool:
        """May receive, distribute, return and transfer in this department's name (서무·부서장·대결)."""
        return department_id in self.clerk_of or department_id in self.head_of
