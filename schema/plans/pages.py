"""Code for a connection: one page of rows, shown as nodes, as edges, by its ends and by its total."""

from typing import Any

from resolvers.columns import Columns
from schema.plans.parts import Rows
from schema.plans.planning import Planning, Sets, model_of, unwrapped

PAGE_INFO = {
    "hasNextPage": "PAGE.page.has_next",
    "hasPreviousPage": "PAGE.page.has_previous",
    "startCursor": "PAGE.start",
    "endCursor": "PAGE.end",
}
CURSORS = {"startCursor", "endCursor"}


def page_code(planning: Planning, kind: Any, sets: Sets) -> tuple[Rows, bool, bool, str]:
    """The rows, whether the page is read, whether the total is counted, and code that shows `PAGE`."""
    asked = planning.selections.asked(kind, sets)
    node, _, _ = unwrapped(kind.fields["nodes"].type)
    rows = Rows(Columns(model_of(node)), [])
    fields = {nodes[0].name.value for nodes in asked.values()}
    shown: list[str] = []
    for name, nodes in asked.items():
        with planning.trail.into(name):
            code = _field(planning, kind, rows, nodes[0].name.value, [one.selection_set for one in nodes])
        shown.append(f"{name!r}: {code}")
    reads = bool(fields & {"nodes", "edges", "pageInfo"})
    return rows, reads, "totalCount" in fields, "{" + ", ".join(shown) + "}"


def _field(planning: Planning, kind: Any, rows: Rows, field: str, sets: Sets) -> str:
    if field == "__typename":
        return repr(kind.name)
    named, _, _ = unwrapped(kind.fields[field].type)
    if field == "totalCount":
        return "PAGE.total"
    if field == "nodes":
        return f"PAGE.shown[{_view(planning, rows, named, sets)}]"
    if field == "edges":
        return _edges(planning, rows, named, sets)
    return _page_info(planning, rows, named, sets)


def _view(planning: Planning, rows: Rows, kind: Any, sets: Sets) -> int:
    rows.views.append(planning.row_view(kind, sets, rows.columns))
    return len(rows.views) - 1


def _edges(planning: Planning, rows: Rows, edge: Any, sets: Sets) -> str:
    shown: list[str] = []
    found: dict[str, str] = {}
    for name, nodes in planning.selections.asked(edge, sets).items():
        field = nodes[0].name.value
        if field == "__typename":
            shown.append(f"{name!r}: {edge.name!r}")
        elif field == "cursor":
            rows.columns.cursors = True
            found["cursor"] = "PAGE.cursors"
            shown.append(f"{name!r}: cursor")
        else:
            node, _, _ = unwrapped(edge.fields["node"].type)
            with planning.trail.into(name):
                place = _view(planning, rows, node, [one.selection_set for one in nodes])
            found[f"node{place}"] = f"PAGE.shown[{place}]"
            shown.append(f"{name!r}: node{place}")
    found = found or {"_": "PAGE.page.rows"}
    each = f"for ({', '.join(found)},) in zip({', '.join(found.values())})"
    return f"[{{{', '.join(shown)}}} {each}]"


def _page_info(planning: Planning, rows: Rows, kind: Any, sets: Sets) -> str:
    fields = {name: nodes[0].name.value for name, nodes in planning.selections.asked(kind, sets).items()}
    if CURSORS & set(fields.values()):
        rows.columns.cursors = True
    shown = [f"{name!r}: {PAGE_INFO.get(field, repr(kind.name))}" for name, field in fields.items()]
    return "{" + ", ".join(shown) + "}"
