"""Small groups in a directed graph: those in which one comes from everybody to everybody."""

from collections.abc import Iterator, Mapping

from madang.collusion.table import Pair

Graph = Mapping[Pair, float]  # how strong each arc is


def circles(graph: Graph, *, largest: int) -> list[tuple[int, ...]]:
    """Groups of 2 to `largest` in which each reaches each, sorted; a larger one falls apart along its weakest
    arcs, all that are equally weak at once, until its parts are small enough."""
    found: list[tuple[int, ...]] = []
    waiting = [dict(graph)]
    while waiting:
        arcs = waiting.pop()
        for group in components(arcs):
            inside = within(arcs, group)
            if len(group) <= largest:
                found.append(group)
            else:
                waiting.append(_without_weakest(inside))
    return sorted(found)


def within(graph: Graph, group: tuple[int, ...]) -> dict[Pair, float]:
    """The arcs between members."""
    members = set(group)
    return {arc: strength for arc, strength in graph.items() if arc[0] in members and arc[1] in members}


def _without_weakest(graph: Graph) -> dict[Pair, float]:
    """Without the weakest arc, and in a large group without the weakest fiftieth, so that it ends soon."""
    cut = sorted(graph.values())[len(graph) // 50]
    return {arc: strength for arc, strength in graph.items() if strength > cut}


def components(graph: Graph) -> Iterator[tuple[int, ...]]:
    """The strongly connected components of two and more, members sorted."""
    ahead: dict[int, list[int]] = {}
    behind: dict[int, list[int]] = {}
    for giver, receiver in graph:
        ahead.setdefault(giver, []).append(receiver)
        behind.setdefault(receiver, []).append(giver)
    seen: set[int] = set()
    for start in reversed(_finished(ahead)):
        if start not in seen:
            group = _reached(start, behind, seen)
            if len(group) > 1:
                yield tuple(sorted(group))


def _finished(ahead: Mapping[int, list[int]]) -> list[int]:
    """People in the order in which a depth-first walk leaves them (Kosaraju's first pass)."""
    order: list[int] = []
    seen: set[int] = set()
    for start in ahead:
        if start in seen:
            continue
        seen.add(start)
        path = [(start, iter(ahead[start]))]
        while path:
            person, onward = path[-1]
            following = next((one for one in onward if one not in seen), None)
            if following is None:
                order.append(person)
                path.pop()
            else:
                seen.add(following)
                path.append((following, iter(ahead.get(following, ()))))
    return order


def _reached(start: int, behind: Mapping[int, list[int]], seen: set[int]) -> list[int]:
    seen.add(start)
    group = [start]
    for person in group:
        fresh = [one for one in behind.get(person, ()) if one not in seen]
        for one in fresh:
            if one not in seen:
                seen.add(one)
                group.append(one)
    return group
