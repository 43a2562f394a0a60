"""What pages ask for: one issue by what stands in its address, its neighbours, and how a text will look."""

from tests.access.asking import ask as ask_the_engine
from tests.newsletters.conftest import Press

NEIGHBOURS = """query ($slug: String!, $number: Int!) { newsletter(slug: $slug) {
  issue: issues(filter: {number: {eq: $number}}) { nodes { number heading } }
  before: issues(first: 1, filter: {number: {lt: $number}}, orderBy: {field: NUMBER, direction: DESC}) {
    nodes { number } }
  after: issues(first: 1, filter: {number: {gt: $number}}, orderBy: {field: NUMBER}) { nodes { number } }
} }"""
BY_ADDRESS = """query ($slug: String!, $number: Int!) { newsletterIssues(
  filter: {newsletter: {slug: {eq: $slug}}, number: {eq: $number}}) { nodes { heading } } }"""
PREVIEW = "query ($body: String!) { newsletterPreview(body: $body) }"


async def numbered(press: Press, slug: str, *, name: str, numbers: list[int]) -> None:
    title = (await press.title(slug=slug, name=name))["newsletter"]["id"]
    for number in numbers:
        issue = (await press.write(title, number=number, heading=f"{name} {number}"))["issue"]["id"]
        if number != 30:  # which stays a draft
            for act in ("Approve", "Publish"):
                await press.act(act, issue)


async def test_an_issue_is_found_by_its_address_with_its_neighbours(press: Press) -> None:
    await numbered(press, "owl", name="올빼미", numbers=[1, 7, 12, 30])
    await numbered(press, "day", name="낮", numbers=[7, 9])
    found = (await press.ask(None, NEIGHBOURS, slug="owl", number=7))["newsletter"]
    assert found == {
        "issue": {"nodes": [{"number": 7, "heading": "올빼미 7"}]},
        "before": {"nodes": [{"number": 1}]},
        "after": {"nodes": [{"number": 12}]},
    }
    last = (await press.ask(None, NEIGHBOURS, slug="owl", number=12))["newsletter"]
    assert (last["before"], last["after"]) == ({"nodes": [{"number": 7}]}, {"nodes": []})
    ours = (await press.ask("직원", NEIGHBOURS, slug="owl", number=12))["newsletter"]
    assert ours["after"] == {"nodes": [{"number": 30}]}
    one = await press.ask(None, BY_ADDRESS, slug="day", number=7)
    assert one["newsletterIssues"]["nodes"] == [{"heading": "낮 7"}]


async def test_a_text_is_shown_before_it_is_kept_as_it_will_be(press: Press) -> None:
    title = (await press.title())["newsletter"]["id"]
    body = "## 심야\n\n<img src=//x> [여기](https://seoul.go.kr) ![그림](https://x/y.png)\r\n"
    kept = (await press.write(title, body=body))["issue"]
    assert (await press.ask("남", PREVIEW, body=body))["newsletterPreview"] == kept["bodyHtml"]
    assert (await press.ask("남", PREVIEW, body=""))["newsletterPreview"] == ""
    assert await press.ask("남", PREVIEW, body="가" * 20_001) == {"errors": ["INVALID"]}
    assert await press.ask(None, PREVIEW, body="가") == {"errors": ["NOT_SIGNED_IN"]}


async def test_a_list_shows_how_each_issue_begins(press: Press) -> None:
    title = (await press.title())["newsletter"]["id"]
    await press.write(title, body="**심야** " + "버스 " * 100)
    (one,) = (await press.ask("직원", "{ newsletterIssues { nodes { excerpt } } }"))["newsletterIssues"][
        "nodes"
    ]
    assert one["excerpt"] == ("심야 " + "버스 " * 100)[:200]


async def test_whoever_may_publish_is_told_so_in_every_way_of_asking(press: Press) -> None:
    title = (await press.title())["newsletter"]["id"]
    issue = (await press.write(title))["issue"]["id"]
    await press.act("Approve", issue)
    document = f"""{{ newsletterIssue(id: "{issue}") {{ viewerCanPublish {{ allowed reason }} }}
      newsletter(id: "{title}") {{ issues {{ nodes {{ viewerCanPublish {{ allowed reason }} }} }} }} }}"""
    may = {"viewerCanPublish": {"allowed": True, "reason": None}}
    wanted = {"newsletterIssue": may, "newsletter": {"issues": {"nodes": [may]}}}
    assert await press.ask("부서장", document) == wanted
    context = await press.board.context(press.people["부서장"])
    assert (await ask_the_engine(context, document))["data"] == wanted
    await press.retitle(title, status="PAUSED")
    context = await press.board.context(press.people["부서장"])
    (paused,) = (await ask_the_engine(context, document))["data"]["newsletter"]["issues"]["nodes"]
    assert paused["viewerCanPublish"]["reason"].startswith("쉬거나 끝난 소식지")
