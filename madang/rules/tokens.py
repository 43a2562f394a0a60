"""API tokens: what programs may do with them, and how long they last."""

from madang.rules.labels import Labelled

LONGEST_DAYS = 365
MOST_FEEDS = 10  # of one person at once


class TokenScope(Labelled):
    READ = "READ", "읽기"
    WRITE = "WRITE", "읽기와 쓰기"
    FEED = "FEED", "소식지 피드 읽기"


FOR_PROGRAMS = frozenset({TokenScope.READ, TokenScope.WRITE})
FOR_FEEDS = frozenset({TokenScope.FEED})  # such a token stands in an address: it opens nothing else
