"""Who may do what with a comment, and when."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from madang.rules.comments import (
    CommentAct,
    CommentFacts,
    CommentState,
    FollowUpState,
    ReactionKind,
    commenting,
    digest,
    is_party,
    may_read,
    permission,
)
from madang.rules.people import Actor, OrganisationKind, Role
from madang.rules.requests import RequestState

HOME = uuid4()
A = CommentAct


def person(*roles: Role, department: UUID = HOME) -> Actor:
    return Actor(
        id=uuid4(),
        department_id=department,
        department_name="버스정책과",
        organisation_kind=OrganisationKind.HEADQUARTERS,
        departments=frozenset({department}),
        roles=frozenset(roles),
    )


AUTHOR, STRANGER, ADMINISTRATOR = person(), person(), person(Role.ADMINISTRATOR)
FACTS = CommentFacts(
    author_id=AUTHOR.id,
    state=CommentState.VISIBLE,
    is_reply=False,
    is_resolved=False,
    follow_up=None,
    is_party=False,
)
PARTY = replace(FACTS, is_party=True)
OPEN = replace(PARTY, follow_up=FollowUpState.OPEN)
ANSWERED = replace(PARTY, follow_up=FollowUpState.ANSWERED)


def allowed(actor: Actor, facts: CommentFacts) -> set[CommentAct]:
    return {act for act in CommentAct if permission(act, actor, facts).allowed}


EVERYBODY = {A.REACT, A.QUOTE}


@pytest.mark.parametrize(
    ("actor", "facts", "acts"),
    [
        (AUTHOR, FACTS, EVERYBODY | {A.EDIT, A.DELETE, A.RESOLVE_THREAD}),
        (STRANGER, FACTS, EVERYBODY | {A.REPORT}),
        (ADMINISTRATOR, FACTS, EVERYBODY | {A.REPORT, A.HIDE}),
        (STRANGER, PARTY, EVERYBODY | {A.REPORT, A.OPEN_FOLLOW_UP, A.RESOLVE_THREAD}),
        (STRANGER, OPEN, EVERYBODY | {A.REPORT, A.ANSWER_FOLLOW_UP, A.RESOLVE_THREAD}),
        (STRANGER, ANSWERED, EVERYBODY | {A.REPORT, A.REOPEN_FOLLOW_UP, A.RESOLVE_THREAD}),
        (STRANGER, replace(PARTY, is_reply=True), EVERYBODY | {A.REPORT, A.OPEN_FOLLOW_UP}),
        (STRANGER, replace(FACTS, is_resolved=True), EVERYBODY | {A.REPORT}),
    ],
    ids=["author", "stranger", "admin", "party", "open", "answered", "reply", "resolved"],
)
def test_what_may_be_done_with_a_readable_comment(
    actor: Actor, facts: CommentFacts, acts: set[CommentAct]
) -> None:
    assert allowed(actor, facts) == acts


def test_a_hidden_comment_may_be_restored_taken_back_and_its_thread_settled() -> None:
    hidden = replace(OPEN, state=CommentState.HIDDEN)
    assert allowed(ADMINISTRATOR, hidden) == {A.RESTORE, A.RESOLVE_THREAD}
    assert allowed(AUTHOR, hidden) == {A.DELETE, A.RESOLVE_THREAD}


def test_of_a_deleted_comment_only_the_thread_is_left() -> None:
    deleted = replace(PARTY, state=CommentState.DELETED)
    assert allowed(AUTHOR, deleted) == allowed(ADMINISTRATOR, deleted) == {A.RESOLVE_THREAD}
    assert allowed(AUTHOR, replace(deleted, is_resolved=True)) == {A.REOPEN_THREAD}


def test_a_refusal_says_who_may_and_why_not_now() -> None:
    assert permission(A.EDIT, STRANGER, FACTS).explanation == "작성자만 할 수 있습니다: 댓글 고치기."
    deleted = replace(FACTS, state=CommentState.DELETED)
    assert permission(A.EDIT, AUTHOR, deleted).explanation == "삭제된 댓글입니다."


@pytest.mark.parametrize(
    ("state", "readers"),
    [
        (CommentState.VISIBLE, [True, True, True]),
        (CommentState.HIDDEN, [True, False, True]),
        (CommentState.DELETED, [False, False, False]),
    ],
)
def test_who_reads_the_text(state: CommentState, readers: list[bool]) -> None:
    assert [may_read(actor, AUTHOR.id, state) for actor in (AUTHOR, STRANGER, ADMINISTRATOR)] == readers


def test_all_but_drafts_take_comments() -> None:
    assert {state for state in RequestState if not commenting(state).allowed} == {RequestState.DRAFT}


def test_parties_are_those_who_ask_and_those_who_are_asked() -> None:
    away = uuid4()
    nobody = {"requester_id": uuid4(), "asking": away}
    assert is_party(AUTHOR, requester_id=AUTHOR.id, asking=away, asked=frozenset())
    assert is_party(AUTHOR, requester_id=uuid4(), asking=HOME, asked=frozenset())
    assert is_party(AUTHOR, **nobody, asked=frozenset({HOME, away}))
    assert not is_party(AUTHOR, **nobody, asked=frozenset({away}))


def test_texts_that_differ_in_blanks_and_case_have_one_digest() -> None:
    assert digest("  OK\n확인했습니다 ") == digest("ok 확인했습니다") == "43ad590fe7089f80"
    assert digest("ok 확인했습니다") != digest("ok 확인했습니다.")


def test_reactions_begin_with_their_emoji() -> None:
    assert [kind.emoji for kind in ReactionKind] == ["👍", "🙏", "💪", "✅", "🤔", "🎉"]
