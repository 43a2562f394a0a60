"""The tables of expectations name everything in the schema, and nothing that is not there."""

from tests.access.acts import ACTS
from tests.access.expectations import EXCEPTIONS, OF_CONNECTIONS, OF_EDGES, OF_EVERY_LINE, ROOTS, TYPES
from tests.access.selecting import CORE, reachable

ROOT_TYPES = ("Query", "Mutation", "Subscription")
PAYLOADS = "Payload"


def expected_fields(name: str) -> set[str]:
    if name.endswith("Connection"):
        return set(OF_CONNECTIONS.split())
    if name.endswith("Edge"):
        return set(OF_EDGES.split())
    rule, fields = TYPES[name]
    return {*fields.split(), *(OF_EVERY_LINE.split() if rule.endswith("line") else ())}


def described() -> dict[str, set[str]]:
    """Fields by type; what the viewer may do has one rule everywhere."""
    return {
        name: {field for field in kind.fields if not field.startswith("viewerCan")}
        for name, kind in reachable().items()
        if name not in ROOT_TYPES and not name.endswith(PAYLOADS)
    }


def test_every_type_says_who_sees_it() -> None:
    patterned = ("Connection", "Edge")
    unknown = [n for n in described() if n not in TYPES and not n.endswith(patterned)]
    assert unknown == [], (
        f"Who sees {unknown}? Add each to TYPES in tests/access/expectations.py with the rule of its rows, "
        "and put such rows on the stage (tests/access/stage.py)."
    )
    assert [name for name in TYPES if name not in described()] == []


def test_every_field_says_who_sees_it() -> None:
    shown = described()
    new = {n: sorted(shown[n] - expected_fields(n)) for n in shown if shown[n] - expected_fields(n)}
    assert new == {}, (
        f"Who sees {new}? If whoever sees the row sees these, add them to the row's line of TYPES in "
        "tests/access/expectations.py; else give them a rule in EXCEPTIONS, too."
    )
    assert {n: expected_fields(n) - shown[n] for n in shown if expected_fields(n) - shown[n]} == {}
    assert [place for place in EXCEPTIONS if place.split(".")[1] not in shown[place.split(".")[0]]] == []


def test_every_root_field_says_who_is_let_in() -> None:
    roots = {name for kind in ("Query", "Subscription") for name in reachable()[kind].fields}
    assert roots - set(ROOTS) == set(), "Who may ask these? Say it in ROOTS of tests/access/expectations.py."
    assert set(ROOTS) - roots == set()
    assert CORE.mutation_type is not None


def test_every_mutation_says_who_may_do_it() -> None:
    mutations = reachable()["Mutation"].fields
    new = sorted(set(mutations) - set(ACTS))
    assert new == [], f"Who may do {new}, to what, from which state? Say it in ACTS of tests/access/acts.py."
    assert sorted(set(ACTS) - set(mutations)) == []
