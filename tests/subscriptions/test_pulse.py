"""A client that says nothing is asked, now and then."""

from subscriptions.pulse import BETWEEN, Pulse


class Felt(Pulse):
    def __init__(self) -> None:
        super().__init__()
        self.asked = 0

    def ask(self) -> None:
        self.asked += 1


def test_a_client_is_asked_when_it_was_not_heard_for_a_while_and_then_not_at_once_again() -> None:
    felt, asked = Felt(), list[float]()
    begun = felt.heard_at
    for step in range(13):
        before = felt.asked
        felt.feel(begun + step * 0.5)
        asked += [step * 0.5] * (felt.asked - before)
    assert asked == [BETWEEN, 2 * BETWEEN]


def test_a_client_that_speaks_is_not_asked() -> None:
    felt = Felt()
    before = felt.heard_at
    felt.beat()
    assert felt.heard_at >= before
    felt.feel(felt.heard_at + BETWEEN - 0.01)
    assert felt.asked == 0
    felt.feel(felt.heard_at + BETWEEN)
    assert felt.asked == 1
