"""A page that is watched: only the part that counts is read, and links are told as they stand there."""

from collections.abc import Iterator
from time import monotonic

import pytest

from madang.intake import Refused, Watch, Watched, Worker

PAGE = b"""<html><head><title>t</title><link rel="alternate" type="application/rss+xml" href="/rss"></head>
<body><div class="list"><a href="/1">one</a><ul><li><a href="2?x=1&amp;y=2">two</a></li></ul><a>no</a>
<a href="2?x=1&amp;y=2">again</a></div><div class="box"><h1>Box</h1>hello<div class="box">inner</div></div>
</body></html>"""


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    with Worker() as one:
        yield one


@pytest.mark.parametrize("selector", [".list", ".list a", "div.list, .list li"])
def test_links_are_those_the_selector_finds_and_those_inside_each_once(worker: Worker, selector: str) -> None:
    found = worker.watch(PAGE, "p", Watch(links=selector))
    assert found == Watched(None, ("/1", "2?x=1&y=2"))


def test_a_part_that_lies_in_another_is_read_once(worker: Worker) -> None:
    found = worker.watch(PAGE, "p", Watch(part=".box"))
    assert isinstance(found, Watched)
    assert found.taken is not None
    assert (found.taken.title, found.taken.text) == ("Box", "Box\nhello\ninner")


@pytest.mark.parametrize(
    ("content", "watch", "why"),
    [
        (PAGE, Watch(part=".none"), "홈페이지에 CSS 선택자에 맞는 곳이 없습니다: .none"),
        (PAGE, Watch(part="div["), "CSS 선택자를 읽을 수 없습니다: div["),
        (PAGE, Watch(links=":::"), "CSS 선택자를 읽을 수 없습니다: :::"),
        (b"<rss></rss>", Watch(), "홈페이지(HTML)가 아닙니다. 주소를 확인해 주십시오."),
    ],
)
def test_what_cannot_be_watched_is_told(worker: Worker, content: bytes, watch: Watch, why: str) -> None:
    assert worker.watch(content, "p", watch) == Refused(why, "p")


def test_a_hostile_page_costs_a_bounded_time(worker: Worker) -> None:
    """Thousands of boxes, each in the one before, and each found by the selector."""
    deep = b"<div class=a>" * 3_000 + b"<p>text</p>"
    began, found = monotonic(), worker.watch(deep, "p", Watch(part=".a"))
    assert isinstance(found, (Watched, Refused))
    assert monotonic() - began < 20
    assert worker.watch(PAGE, "p", Watch(links=".list a")) == Watched(None, ("/1", "2?x=1&y=2"))
