"""The workflow as one reads it in the city's rules, written by hand a second time.

What the machine and the tests of the rules compare with: nothing here is computed from madang.rules.
"""

from collections.abc import Mapping
from dataclasses import dataclass

CLERK, HEAD, HANDLER, REQUESTER = "CLERK", "HEAD", "HANDLER", "REQUESTER"
ENDED = {"CONFIRMED", "RETURNED", "CANCELLED"}
OPEN = {"SENT", "RECEIVED", "ASSIGNED", "IN_PROGRESS", "REPORTED", "SENT_BACK", "ON_HOLD"}
WHERE_IT_WAS = "WHERE_IT_WAS"
AS_PROPOSED = "AS_PROPOSED"
LEAVABLE = {"SENT", "RECEIVED", "ASSIGNED"}  # a part may still leave its department


@dataclass(frozen=True, slots=True)
class Step:
    """Who may do an act, and where it leads from each state it is possible in."""

    by: set[str]
    leads: Mapping[str, str]


STEPS = {
    "RECEIVE": Step({CLERK, HEAD}, {"SENT": "RECEIVED"}),
    "ASSIGN": Step(
        {CLERK, HEAD},
        {
            "RECEIVED": "ASSIGNED",
            "ASSIGNED": "ASSIGNED",
            "IN_PROGRESS": "IN_PROGRESS",
            "SENT_BACK": "SENT_BACK",
            "ON_HOLD": "ON_HOLD",
        },
    ),
    "ACCEPT": Step({HANDLER}, {"ASSIGNED": "IN_PROGRESS"}),
    "PROGRESS": Step({HANDLER}, {"IN_PROGRESS": "IN_PROGRESS", "SENT_BACK": "SENT_BACK"}),
    "HOLD": Step(
        {HANDLER, CLERK, HEAD},
        {
            "RECEIVED": "ON_HOLD",
            "ASSIGNED": "ON_HOLD",
            "IN_PROGRESS": "ON_HOLD",
            "SENT_BACK": "ON_HOLD",
        },
    ),
    "RESUME": Step({HANDLER, CLERK, HEAD}, {"ON_HOLD": WHERE_IT_WAS}),
    "REPORT": Step({HANDLER}, {"IN_PROGRESS": "REPORTED", "SENT_BACK": "REPORTED"}),
    "CONFIRM": Step({REQUESTER}, {"REPORTED": "CONFIRMED"}),
    "SEND_BACK": Step({REQUESTER}, {"REPORTED": "SENT_BACK", "CONFIRMED": "SENT_BACK"}),
    "RETURN": Step({CLERK, HEAD}, {"SENT": "RETURNED", "RECEIVED": "RETURNED", "ASSIGNED": "RETURNED"}),
    "TRANSFER": Step({CLERK, HEAD}, {"SENT": "SENT", "RECEIVED": "SENT", "ASSIGNED": "SENT"}),
    "CANCEL": Step({REQUESTER}, {state: "CANCELLED" for state in OPEN}),
    "CHANGE_DUE": Step({REQUESTER}, {state: state for state in OPEN}),
    "APPROVE_LEAVING": Step({HEAD}, {state: AS_PROPOSED for state in LEAVABLE}),
    "DECLINE_LEAVING": Step({HEAD}, {state: state for state in LEAVABLE}),
    "WITHDRAW_LEAVING": Step({CLERK}, {state: state for state in LEAVABLE}),
}

# What the requester or the head of the asking department may do with the whole, and in which states.
WHOLE = {
    "EDIT": {"DRAFT", "SENT"},
    "DISCARD": {"DRAFT"},
    "PUBLISH": {"DRAFT"},
    "ADD_DEPARTMENTS": {"SENT", "IN_PROGRESS", "REPORTED", "RETURNED"},
    "CANCEL": {"SENT", "IN_PROGRESS", "REPORTED"},
    "RESTRICT": {"DRAFT", "SENT", "IN_PROGRESS", "REPORTED", "COMPLETED", "RETURNED"},
    "OPEN": {"DRAFT", "SENT", "IN_PROGRESS", "REPORTED", "COMPLETED", "RETURNED"},
}


def leads_to(act: str, before: str, held_from: str | None, proposed: str | None = None) -> str | None:
    """The state after the act; None where it is not possible. `proposed`: what waits for the head."""
    after = STEPS[act].leads.get(before)
    if act in ("APPROVE_LEAVING", "DECLINE_LEAVING", "WITHDRAW_LEAVING") and proposed is None:
        return None
    if after == AS_PROPOSED:
        return STEPS[proposed].leads[before] if proposed else None
    return held_from if after == WHERE_IT_WAS else after


def waits_after(act: str, before: str | None, state: str, *, asks_head: bool) -> str | None:
    """What waits for the head once an act is done. `asks_head`: the actor is none, and there is one."""
    if act in ("RETURN", "TRANSFER"):
        return act if asks_head else None
    if act in ("APPROVE_LEAVING", "DECLINE_LEAVING", "WITHDRAW_LEAVING"):
        return None
    return before if state in LEAVABLE else None


def overall(states: list[str]) -> str:
    """The whole request's state: the first line that fits."""
    living = [state for state in states if state not in ("RETURNED", "CANCELLED")]
    if not living:
        return "RETURNED" if states and "CANCELLED" not in states else "CANCELLED"
    if all(state == "CONFIRMED" for state in living):
        return "COMPLETED"
    if all(state in ("CONFIRMED", "REPORTED") for state in living):
        return "REPORTED"
    return "SENT" if all(state == "SENT" for state in living) else "IN_PROGRESS"
