"""Patterns in who rates, thanks and answers whom that an administrator may want to look at. Pure."""

from madang.collusion.acts import Acts, CountedComment, RatedResponse, ThanksGiven
from madang.collusion.detection import flags
from madang.collusion.flags import Evidence, Flag, FlagKind, Period, Witness
from madang.collusion.thresholds import Thresholds

__all__ = [
    "Acts",
    "CountedComment",
    "Evidence",
    "Flag",
    "FlagKind",
    "Period",
    "RatedResponse",
    "ThanksGiven",
    "Thresholds",
    "Witness",
    "flags",
]
