"""Pages and feeds of others, asked for over HTTP: politely, within bounds, and only where one may go.

The one place that speaks to servers elsewhere. What comes back is bytes of strangers, for `madang.intake`.
"""

from madang.fetching.addresses import MOST_ADDRESS, Address, parsed
from madang.fetching.answers import Failed, Fetched, Known, Outcome, Unchanged
from madang.fetching.bounds import Bounds
from madang.fetching.fetcher import Fetcher
from madang.fetching.networks import Reach, Resolve, networks

__all__ = [
    "MOST_ADDRESS",
    "Address",
    "Bounds",
    "Failed",
    "Fetched",
    "Fetcher",
    "Known",
    "Outcome",
    "Reach",
    "Resolve",
    "Unchanged",
    "networks",
    "parsed",
]
