"""`python -m benchmarks.fanout.client`: the process with the subscribers.

An order, then words, come on its stdin; an answer to each word, a line of JSON, goes to its stdout.
"""

import resource
import sys
import time
from collections.abc import Sequence
from statistics import median
from typing import Any

import orjson

from benchmarks.fanout.crowd import Crowd, Delivered
from benchmarks.fanout.link import Broken
from benchmarks.fanout.order import Order

SAMPLE = 100  # sockets whose first event is looked into
PLACES = {"first": 0.0, "half": 0.5, "most": 0.99, "last": 1.0}  # of the deliveries of an event


def main() -> None:
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    crowd = Crowd(Order.read(sys.stdin.buffer.readline()))
    for line in sys.stdin.buffer:
        try:
            answer = _do(crowd, *line.decode().split())
        except (Broken, OSError) as failure:
            answer = {"failure": f"{type(failure).__name__}: {failure}"}
        print(orjson.dumps(answer).decode(), flush=True)


def _do(crowd: Crowd, word: str, seconds: str = "") -> dict[str, Any]:
    match word:
        case "subscribe":
            crowd.subscribe()
        case "settle":
            percent = crowd.settle()
            links = list(crowd.links.values())
            sample = links[:: max(1, len(links) // SAMPLE)]
            return {"percent": percent, "heard": [link.heard.decode() for link in sample]}
        case "measure":
            return _measured(crowd, float(seconds))
        case "cut":
            crowd.cut()
        case _:
            crowd.leave()
    return {}


def _measured(crowd: Crowd, seconds: float) -> dict[str, Any]:
    begun = time.perf_counter()
    events: list[Delivered] = []
    while time.perf_counter() - begun < seconds:
        events.append(crowd.event())
    return figures(events) | {"seconds": time.perf_counter() - begun}


def figures(events: Sequence[Delivered]) -> dict[str, Any]:
    """Times in milliseconds from the sending of the mutation: medians over the events."""
    found: dict[str, Any] = {"deliveries": sum(len(one.heard) for one in events)}
    for name, place in PLACES.items():
        found[name] = median(at(one.heard, place) - one.sent for one in events) * 1000
        found[f"{name}_after"] = median(at(one.heard, place) - one.answered for one in events) * 1000
    return found


def at(ordered: Sequence[float], place: float) -> float:
    return ordered[round(place * (len(ordered) - 1))]


if __name__ == "__main__":
    main()
