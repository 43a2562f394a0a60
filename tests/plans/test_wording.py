"""Who asks the same in other words: which words those may be, and that each is answered in their own."""

import asyncio
import gc
from typing import Any

import orjson
import pytest
from graphql import is_scalar_type

from resolvers.context import Context
from schema import schema
from schema.execution import Engine
from schema.operations import Operation, Result
from schema.plans import Plan, StepAside
from schema.wording import Wording, Wordings, in_words
from tests.access.selecting import CORE
from tests.plans.sharing import alone, member_of, opened, records_of, share_of

ONE_VALUE = {"Boolean", "Date", "DateTime", "Decimal", "Float", "ID", "Int", "String", "UUID"}
NEWEST = 25  # lines of the log
NESTED = """subscription %(op)s { %(root)s: boardEvents { ...Told } }
  fragment Told on RequestChange {
    %(at)s: position position
    %(what)s: request { %(at)s: title %(who)s: requester { name } deliveries { nodes { %(who)s: state } } }
    %(what)s: request { version }
  }"""
WORDS = {
    "first": {"op": "First", "root": "a", "at": "b", "what": "c", "who": "d"},
    "others": {"op": "Second", "root": "live", "at": "position2", "what": "it", "who": "whose"},
    "the same in other places": {"op": "Third", "root": "d", "at": "c", "what": "b", "who": "a"},
    "as fields are called": {"op": "position", "root": "id", "at": "key", "what": "comments", "who": "ok"},
}
IN_ORDER = """subscription %s { boardEvents { ... on RequestChange { cursor
  request { title requester { id name } deliveries { nodes { state department { id name } } } state }
  event { version actor { id name }
    ... on DeliveryMovedEvent { stateBefore stateAfter delivery { id state progress } }
    ... on CommentAddedEvent { comment { id version } } } } } }"""
ORDERS = {
    "first": IN_ORDER % "First",
    "others": IN_ORDER.replace("id name", "name id").replace("id state progress", "progress id state") % "B",
    "what is above": """subscription { live: boardEvents { ... on RequestChange { cursor
  request { state deliveries { nodes { department { name id } state } } title requester { name id } }
  event { version actor { name id }
    ... on DeliveryMovedEvent { stateBefore stateAfter delivery { state id progress } }
    ... on CommentAddedEvent { comment { version id } } } } } }""",
    "other names": """subscription { boardEvents { ... on RequestChange { cursor
  request { a: title b: requester { c: id d: name } state
    e: deliveries { f: nodes { g: state h: department { id: name name: id } } } }
  event { version actor { id name }
    ... on DeliveryMovedEvent { stateBefore stateAfter delivery { b: id a: state progress } }
    ... on CommentAddedEvent { comment { id version } } } } } }""",
}
TWICE = [
    "subscription { boardEvents { ... on RequestChange { request { a: title b: title id } } } }",
    "subscription { boardEvents { ... on RequestChange { request { id title again: title } } } }",
]
MOVED = """{ event {
  ... on DeliveryMovedEvent { delivery { %s } } ... on DeliveryProgressedEvent { delivery { id } } } }"""
IN_PLACE = {
    "places among fragments": (
        "{ position cursor ... on RequestChange { event { version } } }",
        "{ cursor position ... on RequestChange { event { version } } }",
    ),
    "one name in two types": (MOVED % "id state", MOVED % "state id"),
    "what may be left out": (
        "{ request { id title @skip(if: false) } }",
        "{ request { title @skip(if: false) id } }",
    ),
}
UNLIKE = {
    "another field": ("{ a: position }", "{ a: cursor }"),
    "another argument": (
        "{ request { a: comments(first: 1) { totalCount } } }",
        "{ request { a: comments(first: 2) { totalCount } } }",
    ),
    "one name for two fields": ("{ a: position a: position }", "{ a: position b: position }"),
    "a name that another field has without an alias": ("{ a: position cursor }", "{ cursor: cursor cursor }"),
}


def wording_of(wordings: Wordings, text: str) -> Wording:
    return wordings.of(Engine[Context](schema).prepare(Operation(text)))


def of_changes(asked: tuple[str, str]) -> tuple[Wording, Wording]:
    """Two who ask so of each change."""
    wordings = Wordings()
    one, other = (
        wording_of(wordings, f"subscription {{ boardEvents {{ ... on RequestChange {said} }} }}")
        for said in asked
    )
    return one, other


def test_who_chooses_other_names_asks_the_same() -> None:
    wordings = Wordings()
    first, *others = (wording_of(wordings, NESTED % words) for words in WORDS.values())
    assert first.first is first
    assert first.words == (b'"a":', b'"b":', b'"c":', b'"d":')
    assert {one.first for one in others} == {first}


@pytest.mark.parametrize("name", UNLIKE)
def test_who_asks_something_else_does_not(name: str) -> None:
    one, other = of_changes(UNLIKE[name])
    assert one.first is not other.first


def test_who_asks_in_another_order_asks_the_same() -> None:
    wordings = Wordings()
    first, *others = (wording_of(wordings, text) for text in ORDERS.values())
    twice, other = (wording_of(wordings, text) for text in TWICE)
    assert other.base is twice
    assert first.base is first
    assert {one.base for one in others} == {first}
    assert {one.first for one in others} == set(others)


@pytest.mark.parametrize("name", IN_PLACE)
def test_what_must_stand_as_it_stands_is_asked_by_itself(name: str) -> None:
    one, other = of_changes(IN_PLACE[name])
    assert one.base is not other.base


def test_nothing_of_a_wording_is_left_without_its_documents() -> None:
    wordings = Wordings()
    first = wording_of(wordings, NESTED % WORDS["first"])
    assert wording_of(wordings, NESTED % WORDS["others"]).first is first
    assert len(wordings) == 1
    del first
    gc.collect()  # a document and its wordings hold each other
    assert len(wordings) == 0


@pytest.mark.parametrize("value", ['"a":', '\\"a":', 'a":', '{"a":"b"}', "\\", "a", ['"a":', '"b":']])
def test_only_names_become_other_words(value: Any) -> None:
    wordings = Wordings()
    wording_of(wordings, NESTED % WORDS["first"])  # is kept by nobody
    first, other = (wording_of(wordings, NESTED % WORDS[name]) for name in ("first", "others"))
    say = first.cut(orjson.dumps({"data": {"a": {"b": value, "c": [{"d": value, "e": value}]}}}))
    said: Any = {"data": {"live": {"position2": value, "it": [{"whose": value, "e": value}]}}}
    assert orjson.loads(say(other.words)) == said
    assert orjson.loads(say(other.words)) == said  # again


def test_no_value_has_names_inside() -> None:
    """In an answer whatever is written like a name is one (schema.wording)."""
    assert {name for name, kind in CORE.type_map.items() if is_scalar_type(kind)} == ONE_VALUE


def test_what_is_told_to_one_alone_stays_as_it_is(sample_url: str) -> None:
    asyncio.run(_stay(sample_url))


async def _stay(url: str) -> None:
    async with opened(url) as city:
        (actor, *_) = [one for one in city.actors if one is not None]
        member, alone = member_of(city, NESTED % WORDS["others"], actor), Result({"a": 1})
        assert list(in_words([member], alone)) == [([member], alone)]


@pytest.mark.parametrize(
    "texts", [[NESTED % words for words in WORDS.values()], list(ORDERS.values()), TWICE]
)
@pytest.mark.parametrize("by_plan", [True, False])
def test_each_is_answered_in_their_own_words_and_order(
    by_plan: bool, texts: list[str], sample_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not by_plan:
        monkeypatch.setattr(Plan, "run", _step_aside)
    asyncio.run(_compare(sample_url, texts))


async def _step_aside(*_: object) -> None:
    raise StepAside


async def _compare(url: str, texts: list[str]) -> None:
    async with opened(url) as city:
        (actor, *_) = [one for one in city.actors if one is not None]
        share, live = await share_of(city, texts[0], actor)
        wordings = Wordings()
        members = {member_of(city, text, actor, wordings=wordings): text for text in texts}
        got: dict[str, list[bytes]] = {text: [] for text in texts}
        for record in await records_of(city, NEWEST):
            if live.feed.wants(record):
                for told, result in await share.work_out(record, list(members)):
                    for one in told:
                        got[members[one]].append(result.encode())
        for text in texts:
            assert got[text] == await alone(city, text, actor, NEWEST)
            assert got[text]
