"""Every number that decides whether something is asked about, with its unit, its bounds and its reason."""

from dataclasses import dataclass, fields
from datetime import timedelta

# Name: least and most. Below or above, the detector would ask about everybody, or about nobody.
BOUNDS: dict[str, tuple[float, float]] = {
    "largest_group": (2, 12),
    "least_acts": (2, 50),
    "arc_chance": (1e-12, 0.05),
    "group_chance": (1e-12, 0.1),
    "false_share": (0.0001, 0.25),
    "inflation_false_share": (0.0001, 0.25),
    "prior_acts": (1, 1000),
    "middle_mark": (1, 5),
    "prior_ratings": (1, 50),
    "least_ratings": (2, 100),
    "least_pairs": (5, 10_000),
    "least_spread": (0.1, 2),
    "least_rapport": (0.01, 1),
    "least_excess": (0.1, 4),
    "arc_deviations": (-2, 5),
    "member_deviations": (-2, 5),
    "least_thanks": (2, 50),
    "backed_share": (0, 5),
    "burst_least": (2, 50),
    "month_end_days": (1, 10),
    "month_end_least": (3, 100),
    "prior_rhythm": (1, 100),
    "busy_day": (2, 100),
    "busy_days": (3, 200),
    "short_length": (5, 200),
    "farming_chance": (1e-12, 0.05),
    "least_gap": (0.05, 0.9),
    "acts_per_comment": (0, 1),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """Proposals of ours; `benchmarks.collusion` measures what they find. Raises ValueError out of bounds."""

    # Groups: RECIPROCITY (two people) and RING.
    largest_group: int = 6  # people; a larger circle is how a whole project looks
    least_acts: int = 3  # responses from one to the other in the period; two are no habit
    arc_chance: float = 1e-4  # probability of so many by chance, for a pair to be looked at: repetition alone
    group_chance: float = 0.01  # probability, after all groups of the size that could be, of so many inside
    false_share: float = 0.2  # of the groups flagged for their marks, at most this share by luck
    prior_acts: float = 10  # acts of the whole city that a department's habits are mixed with

    # Marks: RATING_INFLATION, and the second witness of groups.
    inflation_false_share: float = 0.25  # the same of the pairs flagged by their marks alone
    middle_mark: float = 3.5  # marks; expected where nobody has usual ratings
    prior_ratings: float = 4  # ratings it takes to believe half of how a person seems to lean: a rating
    # varies about so many times as much as people do; more would ask about whoever is kind to all
    least_ratings: int = 4  # between two people, both directions together: fewer are hardly ever significant
    least_pairs: int = 30  # pairs with so many ratings, to estimate from them how pairs differ
    least_spread: float = 0.4  # marks; no city's ratings scatter less than that
    least_rapport: float = 0.15  # marks by which honest pairs differ from what both usually do
    least_excess: float = 0.3  # marks above what is expected: less does not matter, however certain
    arc_deviations: float = 0  # standard deviations above expectation, for a pair to be part of a group
    member_deviations: float = 0.5  # the same for one person's ratings with the rest of the group

    # Thanks as a second witness.
    least_thanks: int = 2  # from one to the other in the period
    backed_share: float = (
        0.5  # rated responses between the two for each thanks; with more, thanks follow work
    )

    # BURST.
    burst_window: timedelta = timedelta(hours=72)  # a weekend, or three days at a month's end
    burst_least: int = 3  # responses from one to the other within the window, and as many back or round
    month_end_days: int = 3  # last days of a Seoul month, just before the board is closed
    month_end_least: int = 6  # responses from one to the other in the period
    prior_rhythm: float = 5  # ratings of the whole city that a giver's own rhythm is mixed with

    # COMMENT_FARMING.
    busy_day: int = 4  # counted comments of one day: the limit of §8 is five, and one less looks the same
    busy_days: int = 10  # such days in the period: two weeks of work
    short_length: int = 20  # characters; §8 counts from ten
    farming_chance: float = 1e-4  # probability, after all authors tried, of so many short or unanswered
    least_gap: float = 0.25  # by which these shares must differ from the city's
    acts_per_comment: float = 0.05  # rated responses, given or received, for each counted comment

    def __post_init__(self) -> None:
        for name, (least, most) in BOUNDS.items():
            if not least <= getattr(self, name) <= most:
                raise ValueError(f"{name} = {getattr(self, name)}: not between {least} and {most}")
        if not timedelta(hours=1) <= self.burst_window <= timedelta(days=14):
            raise ValueError(f"burst_window = {self.burst_window}: not between an hour and two weeks")

    @classmethod
    def names(cls) -> tuple[str, ...]:
        return tuple(field.name for field in fields(cls))
