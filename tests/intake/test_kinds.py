"""A file is told by its content, in a time that does not depend on who made it."""

import time

import pytest

from madang.errors import Invalid
from madang.intake.kinds import kind_of
from madang.intake.taken import Kind

FEED = b'<rss version="2.0"><channel/></rss>'


@pytest.mark.parametrize(
    "before",
    [
        b"",
        b'<?xml version="1.0" encoding="euc-kr"?>\n',
        b"<!-- about <html> and <rss, > too -->\n<!-- - -- -->",
        b"<!DOCTYPE rss [<!ELEMENT rss ANY>]>\n",
    ],
)
def test_a_feed_is_told_whatever_stands_before_it(before: bytes) -> None:
    assert kind_of(before + FEED) is Kind.FEED


@pytest.mark.parametrize("piece", [b"<!-- a -->", b"<!--", b"<!-- <rss", b"<?x >", b"<!x ] >", b"--><!--"])
def test_what_only_looks_like_the_head_of_a_feed_is_told_soon(piece: bytes) -> None:
    begun = time.process_time()
    with pytest.raises(Invalid):
        kind_of(piece * (65_536 // len(piece)))
    assert time.process_time() - begun < 1
