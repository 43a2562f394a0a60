"""What people of the sample city do beside the page that is looked at: by the API, as themselves."""

from typing import Any

from playwright.async_api import Page, expect

REQUESTER, CLERK, HANDLER, HEAD = "demo-requester", "demo-clerk", "demo-handler", "demo-head"
ADMIN = "demo-admin"
STATISTICS = "통계데이터담당관"  # the department of the clerk, the handler and the head

FIND = "query ($name: String!) { departments(first: 1, filter: {search: $name}) { nodes { id } } }"
CREATE = """mutation ($input: RequestCreateInput!) { done: requestCreate(input: $input) {
  errors { message } request { id } } }"""
PUBLISH = """mutation ($id: ID!) { done: requestPublish(id: $id) {
  errors { message } request { id key deliveries(first: 1) { nodes { id } } } } }"""
COMMENT = """mutation ($id: ID!, $body: String!) { done: commentAdd(input: {requestId: $id, body: $body}) {
  errors { message } } }"""
RENAME = """mutation ($id: ID!, $title: String!) { done: requestUpdate(id: $id, input: {title: $title}) {
  errors { message } } }"""
REVISE = """mutation ($id: ID!, $input: RequestUpdateInput!) { done: requestUpdate(id: $id, input: $input) {
  errors { message } } }"""
EMPLOYEE = "query ($number: String!) { employee(number: $number) { id } }"
THANK = """mutation ($receiver: ID!) { done: thanksGive(
  input: {receiverId: $receiver, message: "자료를 서둘러 주셔서 고맙습니다."}) { errors { message } } }"""
ME = "{ viewer { employee { id } } }"


async def ask(page: Page, query: str, /, **variables: Any) -> dict[str, Any]:
    """The data; nothing may be refused."""
    sent = await page.request.post("/graphql", data={"query": query, "variables": variables})
    answer = await sent.json()
    assert "errors" not in answer, answer
    data: dict[str, Any] = answer["data"]
    if done := data.get("done"):
        assert done["errors"] == [], done
    return data


async def opened(page: Page, path: str) -> Page:
    """Until all of it is there and live."""
    await page.goto(path)
    await expect(page.get_by_role("status").filter(has_text="실시간")).to_be_visible()
    await expect(page.locator(".loading")).to_have_count(0)
    return page


async def thank(page: Page, number: str) -> None:
    receiver = (await ask(page, EMPLOYEE, number=number))["employee"]["id"]
    await ask(page, THANK, receiver=receiver)


async def published(requester: Page, title: str) -> dict[str, Any]:
    """A request to the statistics office that was just sent: its ID, its key and its delivery."""
    (department,) = (await ask(requester, FIND, name=STATISTICS))["departments"]["nodes"]
    delivery = {"departmentId": department["id"], "role": "PROVIDE", "ask": "통화량 자료"}
    body = {"title": title, "project": "심야 올빼미버스", "body": "한 달의 통화량을 분석해 주십시오."}
    asked = await ask(requester, CREATE, input={**body, "scale": "CITYWIDE", "deliveries": [delivery]})
    return (await ask(requester, PUBLISH, id=asked["done"]["request"]["id"]))["done"]["request"]


async def asked_of_statistics(requester: Page, title: str) -> str:
    """The ID of the delivery of a request that was just sent."""
    (delivery,) = (await published(requester, title))["deliveries"]["nodes"]
    return delivery["id"]


async def act(page: Page, mutation: str, id: str, more: str = "") -> None:
    """`more`: further arguments, as they stand in a document."""
    done = f"{mutation}(id: $id{more}) {{ errors {{ message }} }}"
    await ask(page, f"mutation ($id: ID!) {{ done: {done} }}", id=id)


async def give(page: Page, id: str, employee: str) -> None:
    await act(page, "deliveryAssign", id, f', input: {{handlers: [{{employeeId: "{employee}"}}]}}')


async def employee_of(page: Page) -> str:
    return (await ask(page, ME))["viewer"]["employee"]["id"]


async def confirmed(requester: Page, clerk: Page, handler: Page, title: str) -> str:
    """The delivery's ID once the work has been done and confirmed."""
    id = await asked_of_statistics(requester, title)
    await act(clerk, "deliveryReceive", id)
    await give(clerk, id, await employee_of(handler))
    await act(handler, "deliveryAccept", id)
    await act(handler, "deliveryReport", id, ', result: "자료를 드렸습니다."')
    await act(requester, "deliveryConfirm", id)
    return id
