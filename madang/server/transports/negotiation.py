"""Which media type the client wants its answer in, by the rules of RFC 9110 and GraphQL over HTTP."""

from collections.abc import Iterator
from functools import lru_cache

JSON = "application/json"
GRAPHQL = "application/graphql-response+json"
HTML = "text/html"

OFFERED = (JSON, GRAPHQL)
USUAL_LENGTH = 200  # of the header; longer ones are not worth keeping


def choose(accept: bytes) -> str | None:
    """One of OFFERED, or None if the client takes neither. Who says nothing, or anything, gets plain JSON."""
    known = _choose if len(accept) <= USUAL_LENGTH else _choose.__wrapped__
    return known(accept.decode("latin-1"))


@lru_cache(maxsize=256)
def _choose(accept: str) -> str | None:
    if not accept.strip():
        return JSON
    ranges = dict(_ranges(accept))
    best = max(OFFERED, key=lambda offer: (_quality_of(offer, ranges), offer in ranges, offer == GRAPHQL))
    if _quality_of(GRAPHQL, ranges) == _quality_of(JSON, ranges) and GRAPHQL not in ranges:
        best = JSON
    return best if _quality_of(best, ranges) > 0 else None


def wants_page(accept: str | None) -> bool:
    """Whether a browser is asking for something to look at."""
    ranges = dict(_ranges(accept or ""))
    return ranges.get(HTML, 0) > max(ranges.get(offer, 0) for offer in OFFERED)


def _ranges(accept: str) -> Iterator[tuple[str, float]]:
    for name, parameters in ranges_with_parameters(accept):
        yield name, quality(parameters)


def ranges_with_parameters(accept: str) -> Iterator[tuple[str, list[str]]]:
    """The media ranges of the header in their order, in lower case, each with its parameters."""
    for item in accept.split(","):
        name, *parameters = [part.strip().lower() for part in item.split(";")]
        if name:
            yield name, parameters


def quality(parameters: list[str]) -> float:
    """What the client gives a range, from 0 (not at all) to 1."""
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return min(max(float(value), 0.0), 1.0)
            except ValueError:
                return 0.0
    return 1.0


def _quality_of(offer: str, ranges: dict[str, float]) -> float:
    """What the most specific range that matches gives it."""
    kind = offer.partition("/")[0]
    for pattern in (offer, f"{kind}/*", "*/*"):
        if pattern in ranges:
            return ranges[pattern]
    return 0.0
