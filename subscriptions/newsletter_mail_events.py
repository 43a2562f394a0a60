"""What happens to subscriptions of newsletters by mail. The subject is the subscriber.

Nothing here says who that is or what they read: an address is deleted when its owner leaves, lines of the log
never are.
"""

from dataclasses import dataclass

from madang.rules.newsletter_mail import Frequency, Leaving
from subscriptions.events import Event, announced


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class NewsletterSubscribed(Event):
    """`wishes`: how many titles, topics and departments are wanted since, here and below."""

    frequency: Frequency
    wishes: int


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class NewsletterSubscriptionChanged(Event):
    frequency: Frequency
    wishes: int


@announced
@dataclass(frozen=True, slots=True, kw_only=True)
class NewsletterUnsubscribed(Event):
    reason: Leaving
