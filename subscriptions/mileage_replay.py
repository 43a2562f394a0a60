"""The whole of mileage again, from the log alone: entries, boards, and the winners of each month (K10)."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from madang.rules.calendar import Month
from madang.rules.mileage import Holder, boards_of
from madang.rules.mileage_kings import Choice, choose
from subscriptions.bookkeeping import book
from subscriptions.events import Record
from subscriptions.mileage_books import Books, Hiding, Posting
from subscriptions.mileage_events import MileageMonthClosed, MileageTieDecided
from subscriptions.mileage_sums import Sums, add_up, standing

NOT_HIDDEN = Hiding(hidden=False)


class Replay:
    """Books kept from nothing. What was written is handed over and forgotten: only boards are kept.

    `choices`: by closed month (201407), as the log has it up to now; `ends`: the ledger's last number and
    chain when a month was closed.
    """

    def __init__(self, books: Books | None = None) -> None:
        self.books = books or Books()
        self.sums: Sums = {}
        self.choices: dict[int, Choice] = {}
        self.ends: dict[int, tuple[int, str]] = {}
        self._decided: defaultdict[int, list[UUID]] = defaultdict(list)
        self._people: defaultdict[int, dict[UUID, None]] = defaultdict(dict)  # of a month's board

    def read(self, lines: Sequence[Record]) -> list[tuple[Posting, str]]:
        """Book these lines. Returns what was written, each with the chain behind it."""
        written: list[tuple[Posting, str]] = []
        for line in lines:
            book(self.books, line)
            match line.event:
                case MileageMonthClosed(month=month):
                    written += self._take()
                    self.ends[month] = self.books.number, self.books.chain
                    self.choices[month] = self.choice(month)
                case MileageTieDecided(month=month, order=order):
                    self._decided[month] += order
                    self.choices[month] = self.choice(month)
                case _:
                    pass
        return written + self._take()

    def choice(self, month: int) -> Choice:
        """Who would win a month by what is booked now."""
        standings = [
            standing(id, self.sums[Holder.PERSON, id, boards_of(Month.at(month))[0]])
            for id in self._people[month]
            if self._can_win(id)
        ]
        return choose(standings, resting=self._resting(Month.at(month)), decided=self._decided[month])

    def people(self, month: int) -> list[UUID]:
        """Everybody with a row on a month's board."""
        return list(self._people[month])

    def _take(self) -> list[tuple[Posting, str]]:
        """What was written since the last time, added to the boards."""
        books = self.books
        written = list(zip(books.postings, books.chains, strict=True))
        add_up(books.postings, self.sums)
        for posting in books.postings:
            if posting.sign:
                self._people[posting.month][posting.person_id] = None
        books.postings.clear()
        books.chains.clear()
        books.touched.clear()
        return written

    def _can_win(self, person_id: UUID) -> bool:
        hiding = self.books.hidden.get(person_id, NOT_HIDDEN)
        return hiding.wins or not hiding.hidden

    def _resting(self, month: Month) -> set[UUID]:
        last_day = month.next.first_day - timedelta(days=1)
        resting: set[UUID] = set()
        for _ in range(self.books.policy_on(last_day).policy.king_rest_months):
            month = month.previous
            before = self.choices.get(month.number)
            if before is not None and before.is_final:
                resting.update(one.person_id for one in before.winners)
        return resting
