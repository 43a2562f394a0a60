"""Where issues are taken from elsewhere: feeds and home pages, who looks after them, when they are asked."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from madang.rules.labels import Labelled
from madang.rules.newsletters import (
    NOT_SIGNED_IN,
    TitleFacts,
    TitleStatus,
    may_answer_for,
    may_edit,
)
from madang.rules.people import Actor
from madang.rules.permissions import ALLOWED, Permission, forbidden, untimely


class SourceKind(Labelled):
    FEED = "FEED", "소식 목록(RSS, Atom, JSON Feed)"
    PAGE = "PAGE", "홈페이지"


class SourceState(Labelled):
    ACTIVE = "ACTIVE", "살피는 중"
    PAUSED = "PAUSED", "쉬는 중"


class Release(Labelled):
    """What becomes of what is found."""

    DRAFT = "DRAFT", "초안으로 둠"
    PUBLISH = "PUBLISH", "곧바로 펴냄"


MOST_SOURCES = 20  # of a title
MOST_SELECTOR = 200  # characters
# Names, classes, attributes and their order: what pages need, and nothing that a parser could trip over.
SELECTOR = re.compile(r"[\w\-.#*\[\]=\"'~^$|>+, ]+")

INTERVAL = timedelta(hours=1)
LONGEST_INTERVAL = timedelta(days=1)
FIRST_RETRY = timedelta(minutes=5)
MOST_FAILURES = 12  # in a row; with the waits between them five days
BETWEEN_ASKED = timedelta(seconds=30)  # by hand


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFacts:
    """What decides what may be done with a source."""

    title: TitleFacts
    state: SourceState


def may_keep_sources(actor: Actor | None, facts: TitleFacts) -> Permission:
    """The publisher's people, whoever answers for the title and administrators, while it has not ended."""
    person = may_edit(actor, facts)
    if not person.allowed and may_answer_for(actor, facts).allowed:
        person = ALLOWED
    if person.allowed and facts.status is TitleStatus.CLOSED:
        return untimely("끝난 소식지입니다. 더 가져오지 않습니다.")
    return person


def may_release(actor: Actor | None, facts: TitleFacts, release: Release) -> Permission:
    """What goes out without being looked at, its head or an administrator has to answer for."""
    person = may_keep_sources(actor, facts)
    if not person.allowed or release is Release.DRAFT:
        return person
    if may_answer_for(actor, facts).allowed:
        return ALLOWED
    who = "부서장(대결자)" if facts.answering_id == facts.department_id else "감독하는 부서의 부서장(대결자)"
    return forbidden(f"곧바로 펴내게 하는 것은 {who}이나 관리자만 할 수 있습니다. 초안으로 두십시오.")


def may_change_source(actor: Actor | None, facts: SourceFacts) -> Permission:
    return NOT_SIGNED_IN if actor is None else may_keep_sources(actor, facts.title)


def may_fetch(actor: Actor | None, facts: SourceFacts) -> Permission:
    person = may_change_source(actor, facts)
    if person.allowed and facts.state is SourceState.PAUSED:
        return untimely("쉬는 중입니다. 먼저 다시 살피게 하십시오.")
    return person


def is_selector(written: str) -> bool:
    return SELECTOR.fullmatch(written) is not None


def after_answer(now: datetime, *, fresh_for: timedelta | None, chance: float) -> datetime:
    """When to ask again: in an hour, or as late as the server says. `chance` (0 to 1) keeps many apart."""
    pause = min(max(fresh_for or INTERVAL, INTERVAL), LONGEST_INTERVAL)
    return now + pause * (1 + chance / 10)


def after_failure(now: datetime, failures: int, *, wait: timedelta | None, chance: float) -> datetime:
    """After so many failures in a row: 5, 10, 20 minutes … a day, and never before the server allows it."""
    doubled = FIRST_RETRY * 2 ** min(failures - 1, 16)
    pause = min(doubled, LONGEST_INTERVAL) * (1 + chance / 4)
    return now + max(pause, (wait or timedelta(0)) * (1 + chance / 10))
