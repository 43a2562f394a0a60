"""How much of a stranger's time and bytes is taken."""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Bounds:
    """For one fetch, with all its redirects."""

    seconds: float = 30.0
    connecting: float = 5.0  # seconds, to each of a host's machines
    size: int = 16 * MEGABYTE  # bytes, as sent and as unpacked
    redirects: int = 5
    machines: int = 4  # of one name that are tried
