"""Each cache tells how often it was of use, what it had to make and what it let go."""

from models.base import Sessions
from resolvers.context import Context
from schema import schema
from schema.caches import Figures, figures
from schema.documents import Documents, core_of
from schema.execution import Engine
from schema.operations import Operation
from schema.plans import Plans
from tests import builders

BOARD = "query Board($mine: Boolean!) { requests { nodes { title requester @include(if: $mine) { name } } } }"


async def test_what_is_asked_again_is_found_in_every_cache(sessions: Sessions) -> None:
    city = await builders.chart(sessions)
    person = await builders.employee(city, "김하늘", "버스정책과")
    engine: Engine[Context] = Engine(schema)
    before = engine.caches["statements"]
    for mine in (True, True, False):
        operation = Operation(BOARD, {"mine": mine})
        result = await engine.execute(engine.prepare(operation), await builders.context(city, person))
        assert result.errors == []
    caches = engine.caches
    assert caches["documents"] == Figures(hits=2, misses=1, size=1)
    assert caches["plans"] == Figures(hits=1, misses=2, size=2)
    statements = caches["statements"]
    assert (statements.hits - before.hits, statements.misses - before.misses) == (1, 2)
    assert statements.size >= 2


def test_what_had_to_make_room_is_evicted_with_its_plans() -> None:
    documents, plans = Documents(core_of(schema), kept=30), Plans(schema)
    for text in ("{ viewer { readOnly } }", "{ viewer { roles } }", "{ viewer { readOnly } }"):
        document = documents.read(text)
        node = document.operation(None)
        plans.plan(document, node, plans.variables(document, node, {}))
    found = figures(documents, plans)
    assert found["documents"] == found["plans"] == Figures(hits=0, misses=3, size=1)
    assert found["plans"].evictions == 2
