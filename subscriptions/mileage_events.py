"""What happens about mileage beside the acts that earn it: policies, adjustments, thanks, the month's end.

All that the ledger needs stands in the event, so that it can be made again from the log alone.
"""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from madang.rules.mileage_kings import Place
from subscriptions.events import Event, Wording, announced


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class MileagePolicyDrafted(Event):
    """Only the numbers that differ from the usual ones are told, here and below."""

    note: str
    numbers: dict[str, int]


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class MileagePolicyEdited(Event):
    note: str
    numbers: dict[str, int]


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class MileagePolicyDiscarded(Event):
    pass


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class MileagePolicySimulated(Event):
    """The draft as it is now was tried on these months (201407)."""

    first_month: int
    last_month: int


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class MileagePolicyActivated(Event):
    """It holds for what happens from 00:00 of this day in Seoul on."""

    number: int
    effective_from: date
    numbers: dict[str, int]


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class MileageAdjustmentProposed(Event):
    employee_id: UUID
    department_id: UUID
    amount: int  # hundredths, below zero too
    reason: str


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class MileageAdjustmentConfirmed(Event):
    """A second administrator agrees: from here on it counts."""

    employee_id: UUID
    department_id: UUID
    amount: int
    reason: str


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class MileageAdjustmentDeclined(Event):
    """By a second administrator, or taken back by whoever proposed it."""

    reason: str


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class ThanksGiven(Event):
    """By the actor. Whom they thank for what stands in the row, as does the text."""

    receiver_id: UUID
    department_id: UUID  # the giver's
    receiver_department_id: UUID
    message: Wording


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class MileageHidden(Event):
    """The employee is not shown on boards. `wins`: would still be one of the winners."""

    wins: bool


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class MileageShown(Event):
    """The employee is shown on boards again."""


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class MileageMonthClosed(Event):
    """What comes to the ledger behind this line counts in a later month, whenever it happened."""

    month: int  # 201407


@dataclass(frozen=True, slots=True, kw_only=True)
class King:
    place: Place
    employee_id: UUID
    department_id: UUID | None
    total: int  # hundredths


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class MonthlyKingsChosen(Event):
    """For good. Fewer than three where fewer had points."""

    month: int
    kings: tuple[King, ...]


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class MileageTieFound(Event):
    """These are equal by the whole chain: an administrator has to decide who comes first."""

    month: int
    tied: tuple[UUID, ...]


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class MileageTieDecided(Event):
    month: int
    order: tuple[UUID, ...]
    reason: str


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class IncentiveRecorded(Event):
    """What a winner was given; told again when it is corrected."""

    month: int
    place: Place
    incentive: str
    amount: int | None  # won; another Seoul prize paid none
    note: str
