"""The questions of the benchmarks fit the published schema, and all servers are asked for the same."""

from importlib.resources import files
from uuid import UUID

import orjson
import pytest
from graphql import FieldNode, GraphQLSchema, SelectionSetNode, build_schema, parse, validate
from graphql.language import OperationDefinitionNode

from benchmarks.contenders import PEERS
from benchmarks.ground import Known
from benchmarks.questions import MADANG, PEER, POSTGRAPHILE, QUESTIONS, Dialect, bodies, uuid_in
from schema.identifiers import global_id

KNOWN = [Known(UUID(int=number), UUID(int=number + 100)) for number in (1, 2)]
SCHEMAS = {"madang": files("schema") / "schema.graphql", "peers": PEERS / "schema.graphql"}


@pytest.fixture(scope="module", params=SCHEMAS)
def schema(request: pytest.FixtureRequest) -> GraphQLSchema:
    return build_schema(SCHEMAS[request.param].read_text())


@pytest.mark.parametrize("question", QUESTIONS)
def test_each_question_fits_the_schema(schema: GraphQLSchema, question: str) -> None:
    assert validate(schema, parse(MADANG.document(question))) == []


@pytest.mark.parametrize("question", QUESTIONS)
def test_postgraphile_is_asked_for_the_same_fields_under_the_same_names(question: str) -> None:
    assert shape(POSTGRAPHILE, question) == shape(MADANG, question)


def shape(dialect: Dialect, question: str) -> dict[str, object]:
    (operation,) = parse(dialect.document(question)).definitions
    assert isinstance(operation, OperationDefinitionNode)
    return names(operation.selection_set)


def names(selections: SelectionSetNode | None) -> dict[str, object]:
    nodes = selections.selections if selections else ()
    fields = [node for node in nodes if isinstance(node, FieldNode)]
    return {(one.alias or one.name).value: names(one.selection_set) for one in fields}


def test_each_known_request_is_asked_for_in_every_dialect() -> None:
    asked = [orjson.loads(body)["variables"] for body in bodies("tiny", MADANG, KNOWN)]
    assert asked == [{"id": global_id("Request", one.request_id)} for one in KNOWN]
    asked = [orjson.loads(body)["variables"] for body in bodies("tiny", PEER, KNOWN)]
    assert asked == [{"id": str(one.request_id)} for one in KNOWN]
    assert len(bodies("board", MADANG, KNOWN)) == 1


def test_the_mutation_reports_changing_progress_of_each_known_delivery() -> None:
    asked = [orjson.loads(body)["variables"] for body in bodies("mutation", PEER, KNOWN)]
    expected = [
        {"id": str(UUID(int=id)), "percent": percent} for id in (101, 102) for percent in (20, 40, 60, 80)
    ]
    assert asked == expected


def test_an_identifier_means_the_same_row_whoever_wrote_it() -> None:
    id = UUID("019f0b13-2300-77c1-84cb-441aab50e681")
    assert uuid_in(global_id("Request", id)) == uuid_in(str(id)) == id
