"""What can be wanted by mail: titles that one sees, their topics, and the departments that publish them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import ColumnElement, func, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from madang.errors import Invalid, Reason
from madang.rules.newsletter_mail import MOST_WISHES, Frequency, Wishes
from madang.rules.newsletters import TitleStatus
from madang.rules.people import Actor
from models import Department, Newsletter, NewsletterSubscription
from resolvers.access import seen
from resolvers.departments import successor_of
from resolvers.newsletters.titles import topics_of


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedTitle:
    id: UUID
    slug: str
    name: str
    topics: tuple[str, ...]
    department_id: UUID
    publisher: str


@dataclass(frozen=True, slots=True)
class Offer:
    """By name. `also…`: what can be chosen besides the topics and publishers of these titles."""

    titles: tuple[OfferedTitle, ...]
    also_topics: tuple[str, ...] = ()
    also_publishers: Mapping[str, UUID] = field(default_factory=dict[str, UUID])

    @property
    def topics(self) -> list[str]:
        return sorted({*self.also_topics, *(topic for title in self.titles for topic in title.topics)})

    @property
    def publishers(self) -> dict[str, UUID]:
        """A department's name is public by what it publishes; the chart is not."""
        found = {title.publisher: title.department_id for title in self.titles}
        return dict(sorted({**self.also_publishers, **found}.items()))


async def offer(session: AsyncSession, actor: Actor | None) -> Offer:
    """What this reader may choose from: every title that is not closed."""
    wanted = (
        select(Newsletter, Department.name)
        .join(Department, Department.id == Newsletter.department_id)
        .where(seen(Newsletter, actor), Newsletter.status != TitleStatus.CLOSED)
        .order_by(Newsletter.name, Newsletter.id)
    )
    return Offer(tuple(_offered(title, publisher) for title, publisher in await session.execute(wanted)))


def _offered(title: Newsletter, publisher: str) -> OfferedTitle:
    return OfferedTitle(
        id=title.id,
        slug=title.slug,
        name=title.name,
        topics=tuple(topics_of(title.topics)),
        department_id=title.department_id,
        publisher=publisher,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What a form says: titles by identifier, departments by name."""

    newsletters: tuple[UUID, ...] = ()
    topics: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    frequency: Frequency = Frequency.IMMEDIATELY

    def of(self, offered: Offer) -> Wishes:
        """Each once. Raises Invalid for what is not in the offer, whether it exists or not."""
        self._refuse_count()
        _known({title.id for title in offered.titles}, self.newsletters, "newsletters", "소식지")
        _known(set(offered.topics), self.topics, "topics", "주제")
        departments = offered.publishers
        _known(set(departments), self.publishers, "publishers", "펴내는 부서")
        return Wishes(
            newsletters=tuple(dict.fromkeys(self.newsletters)),
            topics=tuple(dict.fromkeys(self.topics)),
            departments=tuple(dict.fromkeys(departments[name] for name in self.publishers)),
        )

    def _refuse_count(self) -> None:
        count = len(self.newsletters) + len(self.topics) + len(self.publishers)
        if count == 0:
            message = "받을 소식지나 주제나 부서를 하나는 골라 주십시오."
            raise Invalid(message, field=("input",), reason=Reason.REQUIRED)
        if count > MOST_WISHES:
            message = f"{MOST_WISHES}개까지 고를 수 있습니다."
            raise Invalid(message, field=("input",), reason=Reason.TOO_MANY)


def _known(known: Collection[object], given: Sequence[object], field: str, what: str) -> None:
    if any(one not in known for one in given):
        raise Invalid(f"고를 수 없는 {what}입니다.", field=("input", field), reason=Reason.UNKNOWN)


def rows(subscriber_id: UUID, wishes: Wishes) -> list[NewsletterSubscription]:
    return [
        *(NewsletterSubscription(subscriber_id=subscriber_id, newsletter_id=id) for id in wishes.newsletters),
        *(NewsletterSubscription(subscriber_id=subscriber_id, topic=topic) for topic in wishes.topics),
        *(NewsletterSubscription(subscriber_id=subscriber_id, department_id=id) for id in wishes.departments),
    ]


def wished(kept: Sequence[NewsletterSubscription]) -> Wishes:
    """What `rows` made rows of."""
    return Wishes(
        newsletters=tuple(row.newsletter_id for row in kept if row.newsletter_id is not None),
        topics=tuple(row.topic for row in kept if row.topic is not None),
        departments=tuple(row.department_id for row in kept if row.department_id is not None),
    )


def wants() -> ColumnElement[bool]:
    """Whether this `NewsletterSubscription` is about this `Newsletter`, by whatever it is wanted."""
    wish, title = NewsletterSubscription, Newsletter
    topic = literal("\n") + wish.topic + literal("\n")
    return or_(
        wish.newsletter_id == title.id,
        wish.department_id == title.department_id,
        wish.department_id == successor_of(title.department_id),
        func.replace(title.topics, topic, "") != title.topics,
    )
