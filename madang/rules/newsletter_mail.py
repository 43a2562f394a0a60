"""Newsletters by mail (N5): how often, in which mail an issue goes out, what becomes of one that fails."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from madang.rules.calendar import SEOUL
from madang.rules.labels import Labelled


class Frequency(Labelled):
    IMMEDIATELY = "IMMEDIATELY", "나오는 대로"
    DAILY = "DAILY", "하루에 한 번"
    WEEKLY = "WEEKLY", "한 주에 한 번"


class MailKind(Labelled):
    """In the order in which they are sent."""

    CONFIRMATION = "CONFIRMATION", "구독 확인"
    ISSUES = "ISSUES", "소식지"


class MailState(Labelled):
    WAITING = "WAITING", "기다림"
    HANDED = "HANDED", "건네는 중"
    SENT = "SENT", "보냄"
    UNKNOWN = "UNKNOWN", "알 수 없음"
    FAILED = "FAILED", "보내지 못함"
    SKIPPED = "SKIPPED", "보낼 것이 없어짐"


class Outcome(Labelled):
    """What became of handing over a mail. Only UNKNOWN may have been accepted without our knowing."""

    ACCEPTED = "ACCEPTED", "받음"
    NO_SUCH_ADDRESS = "NO_SUCH_ADDRESS", "받는 사람을 거절함"
    REFUSED = "REFUSED", "메일을 거절함"
    LATER = "LATER", "나중에 다시"
    UNREACHABLE = "UNREACHABLE", "서버가 받지 않음"
    UNKNOWN = "UNKNOWN", "알 수 없음"
    LEFT = "LEFT", "우리가 그만둠"


@dataclass(frozen=True, slots=True)
class Verdict:
    """`code`: the server's three digits, if it has said any. What it says in words may hold addresses."""

    outcome: Outcome
    code: int | None = None


DIGEST_AT = time(8)  # in Seoul
MONDAY = 0
LATEST = timedelta(days=3)  # after it was due a mail is no news any more
SIGNUP_LASTS = timedelta(days=2)
SIGNUPS_KEPT = timedelta(days=3)  # unconfirmed ones, for their limits
DONE_KEPT = timedelta(days=30)
REFUSALS_ALLOWED = 3  # of an address, one after the other: then its subscription ends
BACKOFF = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360))


@dataclass(frozen=True, slots=True, kw_only=True)
class SignupLimits:
    """Unconfirmed signups, so that the form cannot be used to bomb anybody."""

    of_address_a_day: int = 3
    of_client_an_hour: int = 20
    in_all_an_hour: int = 1000


def digest_due(frequency: Frequency, now: datetime) -> datetime:
    """When what comes out now goes to somebody who wants to be told so often: at once, or the next 08:00."""
    if frequency is Frequency.IMMEDIATELY:
        return now
    local = now.astimezone(SEOUL)
    day = local.date() if local.time() < DIGEST_AT else local.date() + timedelta(days=1)
    if frequency is Frequency.WEEKLY:
        day += timedelta(days=(MONDAY - day.weekday()) % 7)
    return datetime.combine(day, DIGEST_AT, tzinfo=SEOUL).astimezone(UTC)


def edition(frequency: Frequency, issue_id: UUID, due: datetime) -> str:
    """The mail that an issue goes into: of one edition a subscriber gets one."""
    if frequency is Frequency.IMMEDIATELY:
        return f"I{issue_id.hex}"
    day: date = due.astimezone(SEOUL).date()
    return f"{frequency.value[0]}{day.isoformat()}"


def next_try(attempts: int, now: datetime) -> datetime:
    """`attempts`: how often it has been tried, the one that has just failed included."""
    return now + BACKOFF[min(attempts, len(BACKOFF)) - 1]


MOST_WISHES = 200  # of one subscriber, all kinds together


class Leaving(Labelled):
    """Why a subscription has ended."""

    ASKED = "ASKED", "그만두었음"
    REFUSED = "REFUSED", "주소가 거듭 거절되었음"
    GONE = "GONE", "퇴직하였음"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What somebody wants to get. `newsletters` and `departments` by their identifiers."""

    newsletters: tuple[UUID, ...] = ()
    topics: tuple[str, ...] = ()
    departments: tuple[UUID, ...] = ()

    def __len__(self) -> int:
        return len(self.newsletters) + len(self.topics) + len(self.departments)

    def as_data(self) -> dict[str, list[str]]:
        return {
            "newsletters": [str(id) for id in self.newsletters],
            "topics": list(self.topics),
            "departments": [str(id) for id in self.departments],
        }

    @classmethod
    def of_data(cls, data: dict[str, list[str]]) -> "Wishes":
        return cls(
            newsletters=tuple(map(UUID, data["newsletters"])),
            topics=tuple(data["topics"]),
            departments=tuple(map(UUID, data["departments"])),
        )
