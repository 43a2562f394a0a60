"""Who may do what with newsletters, by hand: for tests.access.acts."""

from typing import Any

from tests.access.act import ADMINISTRATOR, HEADS, WRITERS, Act, Given, given
from tests.access.mail import QUESTION, TOKEN
from tests.access.newsletters import FEED
from tests.access.parts import ASKING, those
from tests.access.stage import Stage

PUBLISHING_HEADS = HEADS | ADMINISTRATOR
PUBLISHERS = PUBLISHING_HEADS | those("handler clerk member")


def _titled(stage: Stage, kind: str) -> dict[str, Any]:
    publisher = {"departmentId": stage.department("통계데이터담당관")}
    about = {"slug": "new", "name": "새 소식지", "audience": "CITIZEN", "period": "MONTHLY"}
    return {"input": {**about, **publisher}}


def _marked(stage: Stage, kind: str) -> dict[str, Any]:
    return {"id": stage.department(ASKING), "meetsCitizens": True}


def _started(stage: Stage, kind: str) -> dict[str, Any]:
    about = {"name": "첫 소식지", "period": "MONTHLY", "issuedOn": "2014-08-01"}
    return {"input": {"departmentId": stage.department(ASKING), **about}}


def _written(stage: Stage, kind: str) -> dict[str, Any]:
    said = {"issuedOn": "2014-08-01", "heading": "제목", "body": "글"}
    return {"input": {"newsletterId": stage.gid("city", "citizen title"), **said}}


def _sourced(stage: Stage, kind: str) -> dict[str, Any]:
    about = {"kind": "FEED", "url": "http://seoul.kr/rss"}
    return {"input": {"newsletterId": stage.gid("city", "citizen title"), **about}}


def on_source(name: str, **arguments: Any) -> Act:
    hidden = WRITERS - PUBLISHERS
    return Act(on=None, may={"": PUBLISHERS}, hidden=hidden, given=of_city(name, **arguments))


def before_it_is_out(name: str, **arguments: Any) -> Act:
    hidden = WRITERS - PUBLISHERS
    return Act(on=None, may={"": PUBLISHING_HEADS}, hidden=hidden, given=of_city(name, **arguments))


def of_city(name: str, **arguments: Any) -> Given:
    return lambda stage, kind: {"id": stage.gid("city", name), **arguments}


NEWSLETTER_ACTS: dict[str, Act] = {
    "newsletterCreate": Act(on=None, may={"": ADMINISTRATOR}, given=_titled),
    "newsletterUpdate": Act(
        on=None, may={"": ADMINISTRATOR}, given=of_city("staff title", input={"status": "PAUSED"})
    ),
    "departmentMarkMeetingCitizens": Act(on=None, may={"": those("administrator")}, given=_marked),
    "newsletterStart": Act(on=None, may={"": those("asking_head administrator")}, given=_started),
    "newsletterIssueCreate": Act(on=None, may={"": PUBLISHERS}, given=_written),
    "newsletterIssueUpdate": Act(
        on=None, may={"": PUBLISHERS}, hidden=WRITERS - PUBLISHERS,
        given=of_city("staff approved", input={"heading": "새 제목"}),
    ),
    "newsletterIssueFileRemove": Act(
        on=None, may={"": PUBLISHERS}, hidden=WRITERS - PUBLISHERS, given=of_city("staff draft ATTACHMENT")
    ),
    "newsletterIssueDiscard": Act(
        on=None, may={"": PUBLISHERS}, hidden=WRITERS - PUBLISHERS, given=of_city("staff approved")
    ),
    "newsletterIssueApprove": before_it_is_out("citizen draft"),
    "newsletterIssuePublish": before_it_is_out("citizen approved"),
    "newsletterIssueSchedule": before_it_is_out("citizen approved", at="2014-09-01T00:00:00Z"),
    "newsletterIssueUnschedule": before_it_is_out("staff approved"),
    "newsletterIssueArchive": Act(on=None, may={"": PUBLISHING_HEADS}, given=of_city("citizen published")),
    "newsletterFeedCreate": Act(on=None, may={"": WRITERS}, given=given(name="내 피드")),
    "newsletterFeedRevoke": Act(
        on=None, may={"": those("handler")}, hidden=WRITERS - those("handler"), given=given(id=str(FEED))
    ),
    "newsletterIssueMarkRead": Act(on=None, may={"": WRITERS}, given=of_city("staff published")),
    "newsletterIssueStar": Act(on=None, may={"": WRITERS}, given=of_city("citizen published")),
    "newsletterIssueNarrow": Act(on=None, may={"": PUBLISHING_HEADS}, given=of_city("citizen archived")),
    "newsletterSubscribe": Act(
        on=None, may={"": WRITERS}, citizen="OK", tells_version=False,
        given=given(input={"email": "new@example.com", "topics": ["교통"]}),
    ),
    "newsletterSubscriptionConfirm": Act(
        on=None, may={"": WRITERS}, citizen="OK", given=given(token=QUESTION)
    ),
    "newsletterSubscriptionUpdate": Act(
        on=None, may={"": WRITERS}, citizen="OK", given=given(token=TOKEN, input={"topics": ["교통"]})
    ),
    "newsletterSubscriptionEnd": Act(on=None, may={"": WRITERS}, citizen="OK", given=given(token=TOKEN)),
    "newsletterSourceAdd": Act(on=None, may={"": PUBLISHERS}, given=_sourced),
    "newsletterSourceUpdate": on_source("citizen source", input={"url": "http://seoul.kr/other"}),
    "newsletterSourcePause": on_source("citizen source"),
    "newsletterSourceResume": on_source("staff source"),
    "newsletterSourceFetch": on_source("citizen source"),
    "newsletterSourceRemove": on_source("staff source"),
}  # fmt: skip
