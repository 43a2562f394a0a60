"""Lines of files as tests write them."""

from madang.rules.lines import Line

CHART_COLUMNS = ("code", "name", "kind", "parent", "successor")
PEOPLE_COLUMNS = ("number", "name", "department", "position", "main", "roles", "email")


def chart_lines(*records: str) -> list[Line]:
    """`code,name,kind,parent[,successor]` from line 2 on."""
    return _lines(CHART_COLUMNS, records)


def people_lines(*records: str) -> list[Line]:
    """`number,name,department,position[,main[,roles[,email]]]` from line 2 on."""
    return _lines(PEOPLE_COLUMNS, records)


def _lines(columns: tuple[str, ...], records: tuple[str, ...]) -> list[Line]:
    cells = (record.split(",") for record in records)
    return [
        Line(number, dict(zip(columns, record, strict=False))) for number, record in enumerate(cells, start=2)
    ]
