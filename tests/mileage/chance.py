"""Any interleaving of acts that earn or take back points, from a seed."""

from datetime import date, timedelta
from random import Random
from uuid import UUID

from madang.rules.calendar import Month
from madang.rules.evaluations import Marks
from tests.mileage.telling import Telling, department, person

PEOPLE, DEPARTMENTS = 6, 3
LONG = timedelta(days=9)


def department_of(who: int) -> UUID:
    return department(who % DEPARTMENTS)


class Chance:
    """Tells acts at random; months are closed now and then, sometimes before a late line."""

    def __init__(self, seed: int) -> None:
        self.tell, self.random = Telling(), Random(seed)
        self.open: list[tuple[UUID, UUID, int, UUID]] = []  # request, delivery, requester, department asked
        self.rated: list[tuple[UUID, UUID, int, UUID, Marks]] = []
        self.comments: list[tuple[UUID, UUID, UUID, int]] = []  # request, comment, root, author
        self.closed_to = Month(2014, 6)
        self.policies = 1

    def act(self) -> None:
        acts = [
            self.ask,
            self.ask,
            self.rate,
            self.rate,
            self.rate_anew,
            self.withdraw,
            self.cancel,
            self.comment,
            self.comment,
            self.comment,
            self.change_comment,
            self.thank,
            self.adjust,
            self.hide,
            self.wait,
            self.wait,
            self.go_back,
            self.change_policy,
            self.close,
        ]
        self.random.choice(acts)()

    def ask(self) -> None:
        who, to = self.random.randrange(PEOPLE), department(self.random.randrange(DEPARTMENTS))
        request = self.tell.request(person(who), of=department_of(who))
        delivery = self.tell.sent(request, to)
        self.tell.received(request, delivery, to)
        people = self.random.sample(range(PEOPLE), self.random.randint(1, 3))
        first = self.random.randint(34, 100) if len(people) > 1 else 100
        rest, shares = 100 - first, [first]
        for left in range(len(people) - 1, 0, -1):
            shares.append(rest if left == 1 else rest // 2)
            rest -= shares[-1]
        told = [(person(one), share) for one, share in zip(people, shares, strict=True)]
        self.tell.assigned(request, delivery, to, told)
        self.open.append((request, delivery, who, to))

    def marks(self) -> Marks:
        one, two, three, four = (self.random.randint(1, 5) for _ in range(4))
        return Marks(importance=one, effectiveness=two, promptness=three, difficulty=four)

    def rate(self) -> None:
        if self.open:
            request, delivery, who, to = self.open.pop(self.random.randrange(len(self.open)))
            marks = self.marks()
            self.tell.rated(request, delivery, to, marks, by=person(who))
            self.rated.append((request, delivery, who, to, marks))

    def rate_anew(self) -> None:
        if self.rated:
            place = self.random.randrange(len(self.rated))
            request, delivery, who, to, before = self.rated[place]
            after = self.marks()
            self.tell.rated_anew(request, delivery, to, before, after, by=person(who))
            self.rated[place] = (request, delivery, who, to, after)

    def withdraw(self) -> None:
        if self.rated:
            request, delivery, _, to, _ = self.rated.pop()
            self.tell.withdrawn(request, delivery, to)

    def cancel(self) -> None:
        if self.open:
            self.tell.cancelled(self.random.choice(self.open)[0])

    def comment(self) -> None:
        if not self.open:
            return
        request = self.random.choice(self.open)[0]
        threads = [root for one, _, root, _ in self.comments if one == request]
        parent = self.random.choice(threads) if threads and self.random.random() < 0.5 else None
        who = self.random.randrange(PEOPLE)
        body = self.random.choice(["짧다", "같은 말을 또 적습니다.", f"새로운 말 {self.tell.made}번입니다."])
        comment = self.tell.comment(request, person(who), body, of=department_of(who), parent=parent)
        self.comments.append((request, comment, parent or comment, who))

    def change_comment(self) -> None:
        if not self.comments:
            return
        request, comment, _, who = self.random.choice(self.comments)
        match self.random.randrange(4):
            case 0:
                self.tell.comment_deleted(request, comment)
            case 1:
                self.tell.comment_hidden(request, comment)
            case 2:
                self.tell.comment_restored(request, comment)
            case _:
                body = self.random.choice(["줄임", f"고쳐 쓴 말 {self.tell.made}번입니다."])
                self.tell.comment_edited(request, comment, body, by=person(who))

    def thank(self) -> None:
        giver, receiver = self.random.sample(range(PEOPLE), 2)
        self.tell.thanks(person(giver), person(receiver), of=department_of(giver), at=department_of(receiver))

    def adjust(self) -> None:
        who = self.random.randrange(PEOPLE)
        self.tell.adjusted(person(who), self.random.randint(-500, 500), of=department_of(who))

    def hide(self) -> None:
        self.tell.hidden(person(self.random.randrange(PEOPLE)), wins=self.random.random() < 0.5)

    def wait(self) -> None:
        self.tell.now += LONG * self.random.random()

    def go_back(self) -> None:
        """A clock that is behind, or a commit that was late."""
        self.tell.now -= timedelta(seconds=self.random.randint(1, 7200))

    def change_policy(self) -> None:
        self.policies += 1
        numbers = {
            "comment_points": self.random.choice([0, 100, 150]),
            "pair_decay_percent": self.random.choice([0, 33, 50, 100]),
            "difficulty_weight": self.random.randint(1, 3),
        }
        since: date = (self.tell.now + timedelta(days=self.random.randint(1, 5))).date()
        self.tell.policy(self.policies, since, **numbers)

    def close(self) -> None:
        month = self.closed_to.next
        if self.tell.now >= month.ends:
            self.tell.closed(month.number)
            self.closed_to = month


def told_by_chance(seed: int, acts: int) -> Telling:
    chance = Chance(seed)
    for _ in range(acts):
        chance.act()
    return chance.tell
