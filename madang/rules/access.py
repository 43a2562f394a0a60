"""Who may see which row, written once: resolvers.access makes WHERE clauses of it, tests ask it of rows."""

from uuid import UUID

from madang.rules.conditions import (
    EVERYTHING,
    NOTHING,
    Absent,
    Compare,
    Condition,
    Not,
    Operator,
    among,
    either,
    equal,
    every,
    some,
    unequal,
)
from madang.rules.mileage import Holder
from madang.rules.newsletters import OUT, Audience, FileRole
from madang.rules.people import Actor, OrganisationKind
from madang.rules.requests import RequestState

FOR_ADMINISTRATORS = frozenset({"CommentReported"})  # kinds of events
NOBODY = UUID(int=0)
OUTSIDER = Actor(
    id=NOBODY,
    department_id=NOBODY,
    department_name="",
    organisation_kind=OrganisationKind.EXTERNAL,
    departments=frozenset(),
)


def for_staff(actor: Actor | None) -> Condition:
    """Open to everybody who is signed in."""
    return NOTHING if actor is None else EVERYTHING


def seen_requests(actor: Actor | None) -> Condition:
    """One's own; every published one that is not restricted; restricted ones to their parties (AM7).

    Parties are those who now belong to the asking department or to one that was asked. Administrators see
    restricted requests, too: they moderate.
    """
    if actor is None:
        return NOTHING
    return either(
        equal("requester_id", actor.id),
        every(unequal("state", RequestState.DRAFT), _unrestricted_or_party(actor)),
    )


def _unrestricted_or_party(actor: Actor) -> Condition:
    if actor.is_administrator:
        return EVERYTHING
    return either(
        Absent("restriction"),
        among("requester_department_id", actor.departments),
        some("deliveries", among("department_id", actor.departments)),
    )


def of_seen_request(actor: Actor | None) -> Condition:
    """What hangs on a request is seen by those who see the request."""
    return some("request", seen_requests(actor))


def seen_lines(actor: Actor | None) -> Condition:
    """Lines of the log about requests one sees; who has reported what is for administrators."""
    if actor is None or actor.is_administrator:
        return of_seen_request(actor)
    return every(of_seen_request(actor), Not(among("kind", FOR_ADMINISTRATORS)))


def of_seen_delivery(actor: Actor | None) -> Condition:
    return some("delivery", of_seen_request(actor))


def of_seen_comment(actor: Actor | None) -> Condition:
    return some("comment", of_seen_request(actor))


def of_readable_comment(actor: Actor | None) -> Condition:
    """What tells of a comment's text: of a hidden one only for its author and administrators."""
    if actor is None or actor.is_administrator:
        return of_seen_comment(actor)
    readable = either(Absent("hidden_at"), equal("author_id", actor.id))
    return some("comment", every(readable, of_seen_request(actor)))


def seen_reports(actor: Actor | None) -> Condition:
    """Administrators look after reports; whoever reported may see the own one."""
    if actor is None:
        return NOTHING
    return EVERYTHING if actor.is_administrator else equal("reporter_id", actor.id)


def seen_attachments(actor: Actor | None) -> Condition:
    return every(Absent("removed_at"), of_seen_request(actor))


def seen_relations(actor: Actor | None) -> Condition:
    """Only between two requests that are both seen: of a hidden one nobody learns by its relations."""
    return every(of_seen_request(actor), some("other", seen_requests(actor)))


def seen_adjustments(actor: Actor | None) -> Condition:
    """Of mileage: administrators, and whose it is."""
    if actor is None:
        return NOTHING
    return EVERYTHING if actor.is_administrator else equal("employee_id", actor.id)


def seen_thanks(actor: Actor | None) -> Condition:
    """Between two people, and for administrators."""
    if actor is None:
        return NOTHING
    if actor.is_administrator:
        return EVERYTHING
    return either(equal("giver_id", actor.id), equal("receiver_id", actor.id))


def seen_policies(actor: Actor | None) -> Condition:
    """Rules of mileage: what is or was or will be in force is public, drafts are the administrators'."""
    if actor is None:
        return NOTHING
    return EVERYTHING if actor.is_administrator else Not(Absent("number"))


def seen_newsletters(actor: Actor | None) -> Condition:
    """Titles (N3): city staff see all; everybody else those for citizens, and those they work for."""
    if actor is None:
        return equal("audience", Audience.CITIZEN)
    if actor.is_of_the_city or actor.is_administrator:
        return EVERYTHING
    return either(equal("audience", Audience.CITIZEN), _working_for(actor))


def seen_issues(actor: Actor | None) -> Condition:
    """Issues (N3): what is out, of titles one sees; the rest is the publisher's and the administrators'.

    Citizens do not see an issue that has been narrowed to staff, though its title is for them (AM21).
    """
    if actor is not None and actor.is_administrator:
        return EVERYTHING
    out = among("state", OUT)
    if actor is None or not actor.is_of_the_city:
        for_all = equal("audience", Audience.CITIZEN), some("newsletter", seen_newsletters(None))
        out = every(out, *for_all)
    return out if actor is None else either(out, some("newsletter", _working_for(actor)))


def _working_for(actor: Actor) -> Condition:
    """Titles of one's departments, and of operators that they have under contract (N10)."""
    operator = every(
        equal("kind", OrganisationKind.ENTRUSTED_OPERATOR), among("parent_id", actor.departments)
    )
    return either(among("department_id", actor.departments), some("department", operator))


def seen_newsletter_files(actor: Actor | None) -> Condition:
    """Files of issues (N2): of those one sees; originals are for who sees the issue before it is out."""
    shown = every(Absent("removed_at"), some("issue", seen_issues(actor)))
    if actor is not None and actor.is_administrator:
        return shown
    for_readers = unequal("role", FileRole.ORIGINAL)
    if actor is None:
        return every(shown, for_readers)
    own = some("issue", some("newsletter", _working_for(actor)))
    return every(shown, either(for_readers, own))


def seen_sources(actor: Actor | None) -> Condition:
    """Where issues are taken from (N7): for those who see its drafts, an operator's supervisors too (N10)."""
    if actor is None:
        return NOTHING
    if actor.is_administrator:
        return Absent("removed_at")
    return every(Absent("removed_at"), some("newsletter", _working_for(actor)))


def of_own_department(actor: Actor | None) -> Condition:
    return NOTHING if actor is None else among("department_id", actor.departments)


def of_parties_to_marks(actor: Actor | None) -> Condition:
    """Marks and comments (E5): whoever gave them, the requester and the asking department's head, the
    delivery's handlers, its department's clerks and head, administrators. Never more than see the request.
    """
    if actor is None or actor.is_administrator:
        return of_seen_delivery(actor)
    asks = either(equal("requester_id", actor.id), among("requester_department_id", actor.head_of))
    party = either(
        some("request", asks),
        some("handlers", equal("employee_id", actor.id)),
        among("department_id", actor.clerk_of | actor.head_of),
    )
    return every(of_seen_delivery(actor), either(equal("author_id", actor.id), some("delivery", party)))


def of_parties_to_appeal(actor: Actor | None) -> Condition:
    return some("evaluation", of_parties_to_marks(actor))


def seen_standings(actor: Actor | None) -> Condition:
    """Rows of boards (P13): who has points and is not hidden; one's own anyway. Administrators see all."""
    if actor is None or actor.is_administrator:
        return for_staff(actor)
    own = every(equal("holder", Holder.PERSON), equal("holder_id", actor.id))
    return either(on_board(), own)


def on_board() -> Condition:
    """Shown to all staff alike."""
    return every(equal("hidden", False), Compare("total", Operator.GREATER, 0))


def seen_mileage(actor: Actor | None) -> Condition:
    """Lines of the ledger (P7): one's own; a winner's of the month that they won are open to all staff."""
    if actor is None or actor.is_administrator:
        return for_staff(actor)
    return either(equal("person_id", actor.id), some("crowns"))
