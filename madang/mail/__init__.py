"""Mails as they are sent: pure texts and bytes. Who gets which is decided elsewhere."""

from madang.mail.letters import Envelope, letter, sender_of
from madang.mail.wording import Parts, Story, confirmation, digest, one_issue, trial

__all__ = [
    "Envelope",
    "Parts",
    "Story",
    "confirmation",
    "digest",
    "letter",
    "one_issue",
    "sender_of",
    "trial",
]
