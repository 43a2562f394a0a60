"""Departments, employees and oneself through GraphQL."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import strawberry

from resolvers.chart import import_chart
from resolvers.context import Context
from resolvers.people import actor_for
from resolvers.people_import import import_people
from schema.people_mutations import PeopleMutation
from schema.people_queries import PeopleQuery
from tests.people.conftest import Clock
from tests.people.files import chart_lines, people_lines

FIRST_DAY, NEW_YEAR = date(2014, 7, 1), date(2015, 1, 1)
STAFF = (
    "100,김하늘,T-1,MEMBER,1,",
    "101,이바다,T-1,CLERK,1,",
    "102,박솔,T-1,HEAD,1,",
    "103,정들,T-2,HEAD,1,JUROR",
    "104,한별,I-1,MEMBER,1,ADMINISTRATOR",
)
MERGER = ("T-1,버스정책과,본청,T,T-2",)
SCHEMA = strawberry.Schema(query=PeopleQuery, mutation=PeopleMutation)
Ask = Callable[..., Awaitable[dict[str, Any]]]


@pytest.fixture(autouse=True)
async def staff(city: object, system: Context) -> None:
    await import_people(system, people_lines(*STAFF), on=FIRST_DAY)


@pytest.fixture
def ask(system: Context) -> Ask:
    """Runs an operation as an employee (None: a citizen) and gives what came back."""

    async def run(number: str | None, document: str, **variables: Any) -> dict[str, Any]:
        async with system.reads() as session:
            actor = await actor_for(session, number, today=system.today) if number else None
        ctx = replace(system, visitor=actor, loaders={})
        result = await SCHEMA.execute(document, variable_values=variables, context_value=ctx)
        if result.errors:
            return {"errors": [error.message for error in result.errors]}
        assert result.data is not None
        return result.data

    return run


async def test_a_list_without_conditions_is_counted_whole(ask: Ask) -> None:
    """Nothing but the list itself says then where its rows come from."""
    found = await ask("101", "{ employees(filter: {hasLeft: null}) { totalCount nodes { number } } }")
    assert (found["employees"]["totalCount"], len(found["employees"]["nodes"])) == (len(STAFF), len(STAFF))


async def test_the_viewer_is_the_one_who_asks(ask: Ask) -> None:
    document = """{ viewer { employee { number name } department { code } departments { code }
        clerkOf { code } headOf { code } roles readOnly } }"""
    assert await ask("101", document) == {
        "viewer": {
            "employee": {"number": "101", "name": "이바다"},
            "department": {"code": "T-1"},
            "departments": [{"code": "T-1"}],
            "clerkOf": [{"code": "T-1"}],
            "headOf": [],
            "roles": [],
            "readOnly": False,
        }
    }
    assert await ask(None, document) == {"viewer": None}


@pytest.mark.parametrize(
    "document",
    [
        '{ department(code: "T") { name } }',
        "{ departments { nodes { name } } }",
        '{ employee(number: "100") { name } }',
        "{ employees { totalCount } }",
    ],
)
async def test_citizens_see_no_people(ask: Ask, document: str) -> None:
    assert await ask(None, document) == {"errors": ["직원 로그인이 필요합니다."]}


@pytest.mark.parametrize(
    ("filter", "codes"),
    [
        ({}, ["G", "I", "I-1", "T", "T-1", "T-2"]),
        ({"search": "정책"}, ["T-1"]),
        ({"search": "버스 정책"}, ["T-1"]),
        ({"search": "ㅂㅅㅈ"}, ["T-1"]),
        ({"search": "ㅅㄷㅁ"}, ["G"]),
        ({"search": "T-2"}, ["T-2"]),
        ({"search": "%"}, []),
        ({"search": ".*"}, []),
        ({"kinds": ["DISTRICT"]}, ["G"]),
        ({"parent": None}, ["G", "I", "T"]),
        ({"closed": True}, []),
        ({"search": "과", "closed": None}, ["T-1", "T-2"]),
    ],
)
async def test_departments_are_filtered(ask: Ask, filter: dict[str, Any], codes: list[str]) -> None:
    document = """query ($filter: DepartmentFilter) {
        departments(filter: $filter) { totalCount nodes { code } } }"""
    found = (await ask("100", document, filter=filter))["departments"]
    assert [node["code"] for node in found["nodes"]] == codes
    assert found["totalCount"] == len(codes)


@pytest.mark.parametrize(
    ("filter", "numbers"),
    [
        ({}, ["100", "102", "101", "103", "104"]),
        ({"search": "ㄱㅎㄴ"}, ["100"]),
        ({"search": "104"}, ["104"]),
        ({"positions": ["HEAD"]}, ["102", "103"]),
        ({"roles": ["JUROR"]}, ["103"]),
        ({"roles": ["JUROR"], "positions": ["CLERK"]}, []),
    ],
)
async def test_employees_are_filtered(ask: Ask, filter: dict[str, Any], numbers: list[str]) -> None:
    document = "query ($filter: EmployeeFilter) { employees(filter: $filter) { nodes { number } } }"
    found = (await ask("100", document, filter=filter))["employees"]["nodes"]
    assert [node["number"] for node in found] == numbers


async def test_employees_of_one_department(ask: Ask) -> None:
    department = (await ask("100", '{ department(code: "T-1") { id } }'))["department"]["id"]
    document = (
        "query ($id: ID!) { employees(filter: {department: $id}) { nodes { number department { code } } } }"
    )
    found = (await ask("100", document, id=department))["employees"]["nodes"]
    assert [(node["number"], node["department"]["code"]) for node in found] == [
        ("100", "T-1"),
        ("102", "T-1"),
        ("101", "T-1"),
    ]


async def test_a_department_keeps_its_history_and_leads_to_the_present(
    ask: Ask, system: Context, clock: Clock
) -> None:
    clock.day = NEW_YEAR
    await import_chart(system, chart_lines(*MERGER, "T-2,대중교통과,본청,T"), on=NEW_YEAR)
    document = """{
        old: department(code: "T-1") {
            name closedOn successor { code } present { code name } parent { code } }
        new: department(code: "T-2") {
            before: nameOn(day: "2014-12-31") after: nameOn(day: "2015-01-01")
            never: nameOn(day: "2014-06-30")
            facts { since until name } present { code }
            members { totalCount nodes { position employee { number } department { code } } } }
        top: department(code: "T") { children { nodes { code } } }
    }"""
    assert await ask("104", document) == {
        "old": {
            "name": "버스정책과",
            "closedOn": "2015-01-01",
            "successor": {"code": "T-2"},
            "present": {"code": "T-2", "name": "대중교통과"},
            "parent": {"code": "T"},
        },
        "new": {
            "before": "택시물류과",
            "after": "대중교통과",
            "never": None,
            "facts": [
                {"since": "2015-01-01", "until": None, "name": "대중교통과"},
                {"since": "2014-07-01", "until": "2015-01-01", "name": "택시물류과"},
            ],
            "present": {"code": "T-2"},
            "members": {
                "totalCount": 1,
                "nodes": [{"position": "HEAD", "employee": {"number": "103"}, "department": {"code": "T-2"}}],
            },
        },
        "top": {"children": {"nodes": [{"code": "T-2"}]}},
    }


async def test_one_is_asked_for_by_one_name(ask: Ask) -> None:
    for document in ("{ department { code } }", '{ employee(id: "x", number: "100") { name } }'):
        (message,) = (await ask("100", document))["errors"]
        assert message.endswith("가운데 하나만 적어 주십시오.")
    assert await ask("100", '{ department(code: "X") { code } employee(number: "9") { name } }') == {
        "department": None,
        "employee": None,
    }


async def test_a_head_appoints_and_ends_a_deputy(ask: Ask) -> None:
    ids = await ask("102", '{ department(code: "T-1") { id } employee(number: "101") { id } }')
    appoint = """mutation ($input: DeputyAppointInput!) { deputyAppoint(input: $input) {
        version errors { field code reason } deputy { id until deputy { number } department { code } } } }"""
    appointed = {
        "departmentId": ids["department"]["id"],
        "deputyId": ids["employee"]["id"],
        "since": "2014-07-01",
        "until": "2014-07-05",
        "reason": "출장",
    }
    result = (await ask("102", appoint, input=appointed))["deputyAppoint"]
    id = result["deputy"].pop("id")
    assert result == {
        "version": 2,
        "errors": [],
        "deputy": {"until": "2014-07-05", "deputy": {"number": "101"}, "department": {"code": "T-1"}},
    }
    assert await ask("101", "{ viewer { headOf { code } } }") == {"viewer": {"headOf": [{"code": "T-1"}]}}
    end = "mutation ($id: ID!) { deputyEnd(id: $id) { version deputy { until } } }"
    assert await ask("102", end, id=id) == {"deputyEnd": {"version": 3, "deputy": {"until": "2014-07-01"}}}
    assert await ask("101", "{ viewer { headOf { code } } }") == {"viewer": {"headOf": []}}


async def test_a_refused_deputy_is_an_error_of_the_payload(ask: Ask) -> None:
    ids = await ask("102", '{ department(code: "T-1") { id } employee(number: "101") { id } }')
    document = """mutation ($input: DeputyAppointInput!) { deputyAppoint(input: $input) {
        deputy { id } errors { field code reason } } }"""
    wrong = {
        "departmentId": ids["department"]["id"],
        "deputyId": ids["department"]["id"],
        "since": "2014-07-01",
        "until": "2014-07-05",
        "reason": "출장",
    }
    assert await ask("102", document, input=wrong) == {
        "deputyAppoint": {
            "deputy": None,
            "errors": [{"field": ["input", "deputyId"], "code": "INVALID", "reason": "WRONG_KIND"}],
        }
    }


async def test_only_administrators_give_and_take_roles(ask: Ask) -> None:
    employee = (await ask("104", '{ employee(number: "100") { id } }'))["employee"]["id"]
    grant = """mutation ($id: ID!) { roleGrant(input: {employeeId: $id, role: HR_OFFICER}) {
        version employee { number roleGrants { role until } } errors { code } } }"""
    assert await ask("102", grant, id=employee) == {"errors": ["사회혁신담당관(관리자)만 할 수 있습니다."]}
    assert (await ask("104", grant, id=employee))["roleGrant"] == {
        "version": 3,
        "employee": {"number": "100", "roleGrants": [{"role": "HR_OFFICER", "until": None}]},
        "errors": [],
    }
    revoke = """mutation ($id: ID!) { roleRevoke(input: {employeeId: $id, role: HR_OFFICER}) {
        version employee { roleGrants { role } } } }"""
    assert (await ask("104", revoke, id=employee))["roleRevoke"] == {
        "version": 4,
        "employee": {"roleGrants": []},
    }
