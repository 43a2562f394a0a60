"""API tokens: what programs may do with them, and how long they last."""

from madang.rules.labels import Labelled

LONGEST_DAYS = 365


class TokenScope(Labelled):
    READ = "READ", "읽기"
    WRITE = "WRITE", "읽기와 쓰기"
