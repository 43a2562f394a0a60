"""Answers to "may I?": yes, or no with the reason people read."""

from dataclasses import dataclass

from madang.errors import Conflict, Forbidden, Reason, Refused


@dataclass(frozen=True, slots=True)
class Permission:
    allowed: bool
    explanation: str | None = None  # Korean; None when allowed
    refusal: type[Refused] = Forbidden
    reason: Reason | None = None

    def demand(self) -> None:
        """Raise the refusal unless allowed."""
        if not self.allowed:
            raise self.refusal(self.explanation or "", reason=self.reason)


ALLOWED = Permission(True)


def forbidden(explanation: str) -> Permission:
    """Not this person's to do."""
    return Permission(False, explanation)


def untimely(explanation: str) -> Permission:
    """This person's to do, but not now."""
    return Permission(False, explanation, Conflict, Reason.ILLEGAL_STEP)
