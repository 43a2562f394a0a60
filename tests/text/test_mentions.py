"""Who is called, and where a call is only text."""

from uuid import UUID

import pytest

from madang.errors import Invalid, Reason
from madang.text.mentions import MOST_MENTIONS, Mention, MentionKind, call_for, find

HONG = UUID("0192f0c1-2345-7abc-8def-0123456789ab")


def names(markdown: str) -> list[str]:
    return [mention.name for mention in find(markdown)]


@pytest.mark.parametrize(
    ("name", "label"),
    [("홍길동", "홍길동"), ("[홍]`길`<동>\\\n", "홍길동"), ("[]", "employee"), ("가" * 70, "가" * 60)],
)
def test_what_the_picker_writes_is_found_again(name: str, label: str) -> None:
    (call,) = find(call_for(MentionKind.EMPLOYEE, HONG, name))
    assert (call.kind, call.id, call.name) == (MentionKind.EMPLOYEE, HONG, label)


def test_the_pickers_form_says_whom_it_means() -> None:
    markdown = f"확인 @[홍길동](employee:{HONG})님"
    call = Mention(start=3, end=56, name="홍길동", kind=MentionKind.EMPLOYEE, id=HONG)
    assert find(markdown) == [call]
    assert markdown[3:56] == f"@[홍길동](employee:{HONG})"
    assert find(f"@[버스정책과](department:{HONG})")[0].kind is MentionKind.DEPARTMENT


def test_names_and_codes_are_called_plainly_or_in_brackets() -> None:
    assert names("@버스정책과 @HQ-01-02, @(38세금징수과)에서 @(DEP-7)") == [
        "버스정책과",
        "HQ-01-02",
        "38세금징수과",
        "DEP-7",
    ]


@pytest.mark.parametrize(
    ("written", "candidates"),
    [
        ("@홍길동님에게는", ["홍길동님에게는", "홍길동님에게", "홍길동님", "홍길동"]),
        ("@버스정책과에서", ["버스정책과에서", "버스정책과", "버스정책"]),
        ("@김이", ["김이"]),
        ("@(버스정책과)에서", ["버스정책과"]),
    ],
)
def test_particles_may_follow_a_plain_name(written: str, candidates: list[str]) -> None:
    (call,) = find(written)
    assert call.names() == candidates


def test_a_call_is_shortened_to_the_name_that_was_meant() -> None:
    markdown = "자료는 @버스정책과에서 받습니다"
    (call,) = find(markdown)
    resolved = call.called("버스정책과")
    assert markdown[slice(*resolved.span)] == "@버스정책과"
    assert resolved.names() == ["버스정책과"]


@pytest.mark.parametrize(
    "markdown",
    [
        "`@홍길동`",
        "``a ` @홍길동``",
        "```\n@홍길동\n```",
        "> ~~~\n> @홍길동",
        "    @홍길동",
        "[@홍길동](http://a.kr)",
        "<http://a.kr/@홍길동>",
        "[표](<http://a.kr/ @홍길동>)",
        "http://a.kr/@hong",
        "http://a.kr/?to=@hong",
        "hong@seoul.go.kr",
        "\\@홍길동",
        "@ 홍길동",
        "@_홍길동",
        "@@홍길동",
        "[누구]: http://a.kr '@홍길동'",
    ],
)
def test_in_code_links_and_addresses_nobody_is_called(markdown: str) -> None:
    assert find(markdown) == []


@pytest.mark.parametrize(
    "markdown",
    [
        "담당은@홍길동",
        "**@홍길동**",
        "> - @홍길동",
        "|가|\n|-|\n|@홍길동|",
        "# @홍길동",
        "(@홍길동)",
        "`a @홍길동",
        "~~@홍길동~~",
    ],
)
def test_everywhere_else_somebody_is_called(markdown: str) -> None:
    assert names(markdown) == ["홍길동"]


def test_the_place_is_exact_in_nested_blocks_and_with_all_line_ends() -> None:
    markdown = "가\r\n> 1. 나\r\n>    @홍길동 `@나` @김철수\n\n@박영희"
    assert [markdown[slice(*call.span)] for call in find(markdown)] == ["@홍길동", "@김철수", "@박영희"]


def test_the_pickers_form_with_a_broken_identifier_calls_nobody() -> None:
    assert find(f"@[홍길동](employee:{'-' * 36})") == []
    assert find(f"@[홍길동](request:{HONG})") == []


def test_forged_stand_ins_call_nobody() -> None:
    assert find("\ufdda\ufdd0\ufddb \ufdda\ufdd9\ufdd9\ufdd9\ufdd9\ufdd9\ufddb") == []
    assert names("\ufdda\ufdd0\ufddb @홍길동") == ["홍길동"]


def test_more_calls_than_anyone_means_are_refused() -> None:
    assert len(find("@홍길동 " * MOST_MENTIONS)) == MOST_MENTIONS
    with pytest.raises(Invalid) as refusal:
        find("@홍길동 " * (MOST_MENTIONS + 1))
    assert refusal.value.reason is Reason.TOO_MANY
