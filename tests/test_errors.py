"""What a refusal carries to the person who caused it."""

from madang.errors import Invalid, NotFound, Reason


def test_a_refusal_names_the_field_and_the_reason() -> None:
    refusal = Invalid("제목을 적어 주세요.", field=("input", "title"), reason=Reason.REQUIRED)
    assert (str(refusal), refusal.code) == ("제목을 적어 주세요.", "INVALID")
    assert (refusal.field, refusal.reason) == (("input", "title"), Reason.REQUIRED)


def test_a_refusal_without_a_field_speaks_of_the_whole_act() -> None:
    refusal = NotFound("요청을 찾을 수 없습니다.")
    assert (refusal.field, refusal.reason) == ((), None)
