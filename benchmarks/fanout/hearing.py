"""Servers are only timed whose subscribers hear the same: what was set, of the same delivery."""

from collections.abc import Mapping
from typing import Any

import orjson

from benchmarks.fanout.scenes import BROADCAST
from benchmarks.same import Unequal, difference, normal

ASKED = ("id", "state", "progress", "version")


def check(heard: Mapping[str, Any]) -> None:
    """What a sample of each server's subscribers heard, with the percentage that was set. Raises Unequal."""
    told = {server: _told(server, answer) for server, answer in heard.items() if server != BROADCAST}
    (first, expected), *others = told.items()
    for name, answer in others:
        if where := difference(expected, answer):
            raise Unequal(f"subscribers of {first} and {name} hear different things at {where}")


def _told(server: str, answer: Any) -> Any:
    """What all of them heard, without what differs from event to event. Raises Unequal."""
    changes = [change_in(orjson.loads(text)) for text in answer["heard"]]
    for change in changes:
        delivery = change["delivery"]
        if delivery["progress"] != answer["percent"] or change != changes[0]:
            raise Unequal(f"{server}: {answer['percent']} was set, and a subscriber heard {change}")
    told = normal(changes[0])
    del told["delivery"]["progress"], told["delivery"]["version"]
    return told


def change_in(message: Any) -> Any:
    """The delivery and what else was asked for, whatever the field is called. Raises Unequal."""
    payload = message["payload"]
    if payload.get("errors") or not payload.get("data"):
        raise Unequal(f"a subscriber heard {payload}")
    (change,) = payload["data"].values()
    change |= change.pop("event", {})
    return change | {"delivery": {name: change["delivery"][name] for name in ASKED}}
