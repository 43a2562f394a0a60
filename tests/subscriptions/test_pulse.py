"""A client that says nothing is asked, now and then."""

from subscriptions.pulse import BETWEEN, Pulse


def test_a_client_is_asked_when_it_was_not_heard_for_a_while_and_then_not_at_once_again() -> None:
    asked: list[float] = []
    now = 0.0
    felt = Pulse(lambda: asked.append(now - begun))
    begun = felt.heard_at
    for step in range(13):
        now = begun + step * 0.5
        felt.feel(now)
    assert asked == [BETWEEN, 2 * BETWEEN]


def test_a_client_that_speaks_is_not_asked() -> None:
    asked: list[str] = []
    felt = Pulse(lambda: asked.append("asked"))
    before = felt.heard_at
    felt.beat()
    assert felt.heard_at >= before
    felt.feel(felt.heard_at + BETWEEN - 0.01)
    assert asked == []
    felt.feel(felt.heard_at + BETWEEN)
    assert asked == ["asked"]
