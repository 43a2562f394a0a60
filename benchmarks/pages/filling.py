"""Requests for a long list, made as people make them."""

from typing import Any

import httpx2

CREATE = """
mutation ($input: RequestCreateInput!) { requestCreate(input: $input) { errors { message } request { id } } }
"""
PUBLISH = "mutation ($id: ID!) { requestPublish(id: $id) { errors { message } } }"
OFFICES = '{ departments(filter: {search: "담당관"}, first: 20) { nodes { id } } }'
WHO = "demo-requester"
EACH = 3  # departments a request


def fill(url: str, count: int) -> None:
    with httpx2.Client(base_url=url, timeout=60) as client:
        client.post("/demo/sign-in", json={"persona": WHO}).raise_for_status()
        offices: list[str] = [one["id"] for one in _ask(client, OFFICES)["departments"]["nodes"]]
        for number in range(count):
            chosen = [offices[(number + place) % len(offices)] for place in range(EACH)]
            given = {
                "title": f"긴 목록의 요청 {number}",
                "project": "긴 목록",
                "body": "함께 봅시다.",
                "deliveries": [{"departmentId": id} for id in chosen],
            }
            made = _ask(client, CREATE, input=given)["requestCreate"]["request"]
            _ask(client, PUBLISH, id=made["id"])


def _ask(client: httpx2.Client, query: str, **variables: Any) -> Any:
    answer = client.post("/graphql", json={"query": query, "variables": variables}).json()
    if "errors" in answer:
        raise SystemExit(answer["errors"])
    return answer["data"]
