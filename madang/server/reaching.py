"""Servers elsewhere, as the settings let this process reach them."""

from collections.abc import Generator
from contextlib import contextmanager

from madang.fetching import Fetcher, Reach, networks
from madang.server.settings import Settings
from resolvers.sites import Sites


@contextmanager
def reaching(settings: Settings) -> Generator[Sites, None, None]:
    ports = frozenset(int(port) for port in settings.feed_ports)
    sites = Sites(Fetcher(Reach(inside=networks(settings.feed_networks), ports=ports)))
    try:
        yield sites
    finally:
        sites.close()
