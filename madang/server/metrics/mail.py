"""Newsletters by mail: what waits and has failed, and what this process has heard from the mail server."""

from collections.abc import Iterator

from madang.rules.newsletter_mail import Outcome
from madang.server.metrics.families import Family, gauge, labelled
from resolvers.newsletters.mail.standing import OutboxStanding
from resolvers.post import Post


def of_outbox(stands: OutboxStanding) -> Iterator[Family]:
    states = {state.value.lower(): count for state, count in stands.mails.items()}
    yield labelled("gauge", "madang_newsletter_mails", "보낼 소식지 메일, 상태별", "state", states)
    about = "차례가 된 가장 오래된 메일이 기다린 시간, 없으면 0"
    yield gauge("madang_newsletter_mail_late_seconds", about, stands.late_by.total_seconds())
    yield gauge("madang_newsletter_subscribers", "소식지를 메일로 받는 사람", stands.subscribers)
    yield gauge("madang_newsletter_signups", "확인을 기다리는 구독 신청", stands.signups)


def of_post(post: Post) -> Iterator[Family]:
    outcomes = {outcome.value.lower(): post.tally[outcome] for outcome in Outcome}
    about = "이 프로세스가 메일 서버에 건넨 결과"
    yield labelled("counter", "madang_newsletter_mail_outcomes_total", about, "outcome", outcomes)
    yield gauge("madang_newsletter_mail_leads", "이 프로세스가 메일을 보내면 1", int(post.leads))
