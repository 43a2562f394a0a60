"""Whether anything stays behind when all lines break at once."""

import time
from urllib.parse import urljoin

from benchmarks.contenders import Running
from benchmarks.fanout.measuring import subscribers
from benchmarks.fanout.order import Order
from benchmarks.load import LoadError

GAUGES = ("madang_sockets_open", "madang_followers", "madang_groups")
WITHIN = 2.0  # seconds


def cut(server: Running, order: Order) -> str:
    """A sentence. Raises LoadError where something stays longer."""
    before = _gauges(server)
    with subscribers(server, order) as them:
        them.do("subscribe")
        them.do("settle")
        during = _gauges(server)
        begun = time.monotonic()
        them.do("cut")
        while (after := _gauges(server)) != before and time.monotonic() - begun < WITHIN:
            time.sleep(0.01)
        took = time.monotonic() - begun
    if after != before:
        raise LoadError(
            f"{server.name}: {took:.1f} s after all lines broke it still has {after}, before {before}"
        )
    if during["madang_sockets_open"] != order.subscribers:
        raise LoadError(f"{server.name}: {order.subscribers} subscribers, and it counts {during}")
    return f"{server.contender.title}: {_said(during)}; {took:.2f} s after all were reset: {_said(after)}."


def _gauges(server: Running) -> dict[str, int]:
    lines = server.client.get(urljoin(server.url, "/metrics")).text.splitlines()
    values = dict(line.rsplit(" ", 1) for line in lines if not line.startswith("#"))
    return {name: int(float(values[name])) for name in GAUGES}


def _said(gauges: dict[str, int]) -> str:
    return ", ".join(f"{value:,} {name.split('_')[1]}" for name, value in gauges.items())
