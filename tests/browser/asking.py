"""What a test does behind the pages: through the API, as one of the sample city's people."""

from typing import Any

from playwright.async_api import APIRequestContext

CREATE = """
mutation ($input: RequestCreateInput!) {
  requestCreate(input: $input) { errors { message } request { id } }
}
"""
PUBLISH = "mutation ($id: ID!) { requestPublish(id: $id) { errors { message } request { id key } } }"
COMMENT = """
mutation ($id: ID!, $body: String!) {
  commentAdd(input: {requestId: $id, body: $body}) { errors { message } }
}
"""
DEPARTMENT = "query ($code: String!) { departments(filter: {search: $code}, first: 1) { nodes { id } } }"


async def ask(http: APIRequestContext, query: str, /, *, at: str = "", **variables: Any) -> Any:
    """`at`: the process, where it is not the one that the page came from."""
    answer = await http.post(f"{at}/graphql", data={"query": query, "variables": variables})
    said = await answer.json()
    assert "errors" not in said, said
    payload = said["data"]
    assert all(not one["errors"] for one in payload.values() if isinstance(one, dict) and "errors" in one), (
        said
    )
    return payload


async def published(http: APIRequestContext, title: str, *departments: str) -> dict[str, str]:
    """Its ID and key."""
    found = [await ask(http, DEPARTMENT, code=name) for name in departments]
    asked = [{"departmentId": one["departments"]["nodes"][0]["id"]} for one in found]
    given = {"title": title, "project": "심야 교통", "body": "함께 봅시다.", "deliveries": asked}
    made = await ask(http, CREATE, input=given)
    sent = await ask(http, PUBLISH, id=made["requestCreate"]["request"]["id"])
    return sent["requestPublish"]["request"]
