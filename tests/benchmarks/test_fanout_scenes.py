"""All servers are asked for the same, and only those are timed whose subscribers hear the same."""

from importlib.resources import files
from typing import Any

import orjson
import pytest
from graphql import FieldNode, InlineFragmentNode, SelectionSetNode, build_schema, parse, validate
from graphql.language import OperationDefinitionNode

from benchmarks.contenders import NAMES, PEERS
from benchmarks.fanout.hearing import check
from benchmarks.fanout.order import Order
from benchmarks.fanout.scenes import SCENES, Scene
from benchmarks.same import Unequal

SCHEMAS = {"madang": files("schema") / "schema.graphql", "mercurius": PEERS / "schema.graphql"}
ID = "019f0b13-2300-77c1-84cb-441aab50e681"


@pytest.mark.parametrize("scene", SCENES.values(), ids=SCENES)
@pytest.mark.parametrize("server", SCHEMAS)
def test_each_document_fits_the_schema(server: str, scene: Scene) -> None:
    schema = build_schema(SCHEMAS[server].read_text())
    assert validate(schema, parse(ordered(scene, server).asked(17))) == []


@pytest.mark.parametrize("scene", SCENES.values(), ids=SCENES)
@pytest.mark.parametrize("server", NAMES)
def test_every_server_is_asked_for_the_same_fields_under_the_same_names(server: str, scene: Scene) -> None:
    assert sorted(leaves(scene.text(server))) == sorted(leaves(scene.text("mercurius")))


def leaves(document: str) -> list[str]:
    """The paths of what is shown, without the ways Madang takes through a change's event."""
    (operation,) = parse(document).definitions
    assert isinstance(operation, OperationDefinitionNode)
    (field,) = operation.selection_set.selections
    assert isinstance(field, FieldNode)
    return [path.removeprefix(".event") for path in below(field.selection_set)]


def below(selections: SelectionSetNode | None) -> list[str]:
    if selections is None:
        return [""]
    found: list[str] = []
    for node in selections.selections:
        if isinstance(node, FieldNode):
            found += [f".{(node.alias or node.name).value}{path}" for path in below(node.selection_set)]
        elif isinstance(node, InlineFragmentNode):
            found += below(node.selection_set)
    return found


@pytest.mark.parametrize("name", ["groups", "orders"])
def test_subscribers_who_share_nothing_ask_documents_of_their_own(name: str) -> None:
    alone, together = ordered(SCENES[name], "madang"), ordered(SCENES["flat"], "madang")
    assert len({alone.asked(number) for number in range(alone.subscribers)}) == alone.subscribers
    assert len({together.asked(number) for number in range(20)}) == 1
    assert alone.payload(99) == {"authorization": "a"}
    assert alone.payload(100) == {"authorization": "b"}
    assert Order.read(alone.written()) == alone


def ordered(scene: Scene, server: str) -> Order:
    return Order(
        port=1,
        subscribers=scene.subscribers,
        document=scene.text(server),
        variables={"requestId": ID},
        payloads=[{"authorization": "a"}, {"authorization": "b"}],
        each=100,
        own=scene.own,
        headers={},
        posts=["{}"],
        percents=[20],
    )


def heard(*changes: Any, percent: int = 20) -> Any:
    messages = [{"type": "next", "id": "1", "payload": {"data": {"any": change}}} for change in changes]
    return {"percent": percent, "heard": [orjson.dumps(one).decode() for one in messages]}


def change(**differently: Any) -> Any:
    return {"delivery": {"id": ID, "state": "IN_PROGRESS", "progress": 20, "version": 7} | differently}


def test_servers_may_differ_in_version_and_in_where_the_delivery_stands() -> None:
    check(
        {"madang": heard({"event": change()}, {"event": change()}), "yoga": heard(change(version=8, own3=8))}
    )


@pytest.mark.parametrize(
    ("other", "why"),
    [
        (heard(change(state="SENT")), "different things at .delivery.state: IN_PROGRESS and SENT"),
        (heard(change() | {"request": None}), "different things at .request: nothing and None"),
        (heard(change(), percent=40), "yoga: 40 was set"),
        (heard(change(), change(version=8)), "yoga: 20 was set, and a subscriber heard"),
        ({"percent": 20, "heard": ['{"payload":{"data":null,"errors":[{}]}}']}, "a subscriber heard"),
    ],
)
def test_whoever_hears_something_else_is_not_timed(other: Any, why: str) -> None:
    with pytest.raises(Unequal) as refusal:
        check({"madang": heard(change()), "yoga": other})
    assert why in str(refusal.value)
