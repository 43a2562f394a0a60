"""From a request to newsletters on its subject and of its partners, and back."""

from typing import Any

from schema.identifiers import global_id
from tests.builders import published_request
from tests.newsletters.conftest import Press

ISSUES = """query ($id: ID!, $first: Int! = 5) {
  newsletterIssuesRelatedToRequest(requestId: $id, first: $first) {
    onSubject ofPartner issue { heading } } }"""
REQUESTS = """query ($id: ID!) { requestsRelatedToNewsletterIssue(issueId: $id) { request { title } } }"""


async def out(press: Press, title: str, heading: str, body: str = "글", **given: Any) -> str:
    id = (await press.write(title, "관리자", heading=heading, body=body, **given))["issue"]["id"]
    for act in ("Approve", "Publish"):
        assert (await press.act(act, id, "관리자"))["errors"] == []
    return id


async def paper(press: Press, slug: str, department: str, *topics: str) -> str:
    made = await press.title(slug=slug, name=f"{department} {slug}", department=department, topics=topics)
    return made["newsletter"]["id"]


async def issues(press: Press, who: str | None, id: str, **given: Any) -> Any:
    found = await press.ask(who, ISSUES, id=id, **given)
    if "errors" in found:
        return found["errors"]
    return [
        (one["issue"]["heading"], one["onSubject"], one["ofPartner"])
        for one in found["newsletterIssuesRelatedToRequest"]
    ]


async def test_newsletters_on_the_subject_come_first_and_then_the_partners_latest(press: Press) -> None:
    bus, park = await paper(press, "bus", "버스정책과"), await paper(press, "park", "서울대공원")
    office = await paper(press, "office", "총무과")
    await out(press, park, "코끼리 생일")
    await out(press, office, "심야버스 노선을 분석합니다", "심야에 다니는 버스의 노선 분석")
    await out(press, bus, "버스 심야 노선 분석 결과", "심야버스 노선 분석")
    await out(press, bus, "정류장 청소", issuedOn="2014-07-08")
    request = await published_request(press.city, press.people["직원"], "서울대공원")
    found = await issues(press, "남", global_id("Request", request.id))
    assert found == [
        ("버스 심야 노선 분석 결과", True, True),
        ("심야버스 노선을 분석합니다", True, False),
        ("정류장 청소", False, True),
        ("코끼리 생일", False, True),
    ]
    assert len(await issues(press, "남", global_id("Request", request.id), first=1)) == 1
    assert await issues(press, "남", global_id("Request", request.id), first=21) == ["INVALID"]


async def test_requests_on_the_subject_of_an_issue_and_of_its_publisher(press: Press) -> None:
    park = await paper(press, "park", "서울대공원", "심야버스")
    id = await out(press, park, "심야버스를 타고 오십시오")
    asker = press.people["남"]
    for title, department in (("동물원 전기 점검", "서울대공원"), ("청사 회의실", "버스정책과")):
        await published_request(press.city, asker, department, title=title, project="일")
    await published_request(press.city, asker, "버스정책과", title="심야버스 노선", project="일")
    found = await press.ask("직원", REQUESTS, id=id)
    titles = [one["request"]["title"] for one in found["requestsRelatedToNewsletterIssue"]]
    assert titles == ["심야버스 노선", "동물원 전기 점검"]


async def test_what_one_may_not_see_is_related_to_nothing(press: Press) -> None:
    staff = await press.title(slug="in", name="직원 소식", department="버스정책과", audience="STAFF")
    draft = (await press.write(staff["newsletter"]["id"], heading="심야버스 노선 분석"))["issue"]["id"]
    request = await published_request(
        press.city, press.people["직원"], "총무과", restriction="까닭", title="심야버스 노선 분석"
    )
    id = global_id("Request", request.id)
    assert await issues(press, "관리자", id) == []
    assert await issues(press, None, id) == ["NOT_SIGNED_IN"]
    assert await press.ask("남", REQUESTS, id=draft) == {"errors": ["NOT_FOUND"]}
    assert await press.ask(None, REQUESTS, id=draft) == {"errors": ["NOT_SIGNED_IN"]}
