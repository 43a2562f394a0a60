"""How points come about: exact, in integer hundredths, and told in Korean with every number filled in."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

from madang.rules.evaluations import Marks
from madang.rules.mileage_policy import MileagePolicy

K = TypeVar("K")
HUNDRED = 100
LOWEST, SPAN = 1, 4  # a mean of marks begins at 1 and goes 4 further


def told(amount: int) -> str:
    """Hundredths as people read them: 1250 is 12.50."""
    sign = "-" if amount < 0 else ""
    return f"{sign}{abs(amount) // HUNDRED:,}.{abs(amount) % HUNDRED:02}"


def halves_up(numerator: int, denominator: int) -> int:
    """The quotient of two that are not negative, rounded to the nearest, halves up."""
    return (2 * numerator + denominator) // (2 * denominator)


def response(marks: Marks, policy: MileagePolicy) -> int:
    """What a rated delivery is worth before it is shared out."""
    return policy.completion_points + satisfaction(marks, policy)


def satisfaction(marks: Marks, policy: MileagePolicy) -> int:
    total, weight = policy.weighted(marks)
    return halves_up(policy.response_points * (total - LOWEST * weight), SPAN * weight)


def shared(total: int, shares: Sequence[tuple[K, int]]) -> dict[K, int]:
    """Parts that add up exactly, by the largest remainder; of equal ones the earlier gets more."""
    whole = sum(share for _, share in shares)
    parts = {key: total * share // whole for key, share in shares}
    left = total - sum(parts.values())
    by_remainder = sorted(shares, key=lambda one: -(total * one[1] % whole))
    for key, _ in by_remainder[:left]:
        parts[key] += 1
    return parts


def faded(amount: int, *, ordinal: int, policy: MileagePolicy) -> int:
    """What the `ordinal`-th response between the same two people in a month still counts."""
    steps = max(0, ordinal - policy.pair_full_responses)
    return halves_up(amount * policy.pair_decay_percent**steps, HUNDRED**steps)


def about_response(
    marks: Marks, policy: MileagePolicy, *, share: int, part: int, ordinal: int, amount: int
) -> str:
    """The formula of a response with its numbers. `part` is the share of the whole, before it fades."""
    numerator, denominator = policy.weighted(marks)
    mean = told(halves_up(numerator * HUNDRED, denominator))
    lines = [
        f"{_axes(marks, policy)} 평균 {mean}",
        f"{told(policy.response_points)} × ({mean} - 1) ÷ 4 = {told(satisfaction(marks, policy))}",
        f"끝낸 협력 {told(policy.completion_points)}을 더해 {told(response(marks, policy))}",
    ]
    if share != HUNDRED:
        lines.append(f"몫 {share}% = {told(part)}")
    if amount != part:
        lines.append(f"이달 같은 사람과 {ordinal}번째라서 {told(amount)}")
    return ", ".join(lines)


def _axes(marks: Marks, policy: MileagePolicy) -> str:
    named: Mapping[str, tuple[int, int]] = {
        "중요도": (marks.importance, policy.importance_weight),
        "효과성": (marks.effectiveness, policy.effectiveness_weight),
        "신속성": (marks.promptness, policy.promptness_weight),
        "난이도": (marks.difficulty, policy.difficulty_weight),
    }
    alike = len(set(policy.weights)) == 1
    return " ".join(f"{name} {mark}{'' if alike else f'×{weight}'}" for name, (mark, weight) in named.items())
