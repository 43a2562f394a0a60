"""What has come from a source, made ready to be kept: which one it is, and in which state it begins."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from html import escape
from urllib.parse import unquote, urlsplit

from madang.errors import Invalid
from madang.fetching import Address, parsed
from madang.fetching.addresses import joined
from madang.intake import Taken
from madang.rules.newsletter_sources import Release
from madang.rules.newsletters import IssueState, TitleStatus, may_answer_for
from madang.text.changes import new_lines
from madang.text.foreign import paragraphs
from models import Employee, NewsletterSource
from resolvers.context import Context
from resolvers.newsletters.intake.arrivals import Arrival, Original
from resolvers.newsletters.titles import facts_of
from resolvers.people import actor_for


@dataclass(frozen=True, slots=True)
class Standing:
    """In which state issues of a source begin, and why not in the one that was asked for."""

    state: IssueState
    note: str | None = None


async def standing(ctx: Context, source: NewsletterSource) -> Standing:
    """Who had it published unseen must still answer for the title; what was there before is past."""
    title = source.newsletter
    if source.release is Release.DRAFT:
        return Standing(IssueState.DRAFT)
    if title.status is not TitleStatus.ACTIVE:
        return Standing(IssueState.DRAFT, "쉬는 소식지여서 곧바로 펴내지 않고 초안으로 두었습니다.")
    async with ctx.reads() as session:
        person = source.released_by_id and await session.get(Employee, source.released_by_id)
        actor = await actor_for(session, person.number, today=ctx.today) if person else None
    if not may_answer_for(actor, facts_of(title)).allowed:
        note = "곧바로 펴내게 한 사람이 이제 부서장이나 관리자가 아니어서 초안으로 두었습니다."
        return Standing(IssueState.DRAFT, note)
    return Standing(IssueState.PUBLISHED if source.settled_at else IssueState.ARCHIVED)


def posts(taken: Sequence[Taken], base: Address) -> list[Arrival]:
    """Of a feed, the oldest first. Each is known again by what its feed calls it, even worded anew."""
    keys, addresses = Counter(one.key for one in taken), [_address(one, base) for one in taken]
    places = Counter(addresses)
    arrivals: list[Arrival] = []
    for one, address in zip(taken, addresses, strict=True):
        key = one.key if keys[one.key] == 1 else None
        if key is None and address is not None and places[address] == 1:
            key = str(address)
        arrivals.append(Arrival(taken=_with_link(one, address), key=key and _name(key, base)))
    arrivals.reverse()
    return sorted(arrivals, key=lambda one: one.taken.date or date.max)


def linked(taken: Taken, address: Address, content: bytes) -> Arrival:
    """A page that another one leads to."""
    name = unquote(urlsplit(str(address)).path.rpartition("/")[2]) or address.host
    original = Original(name, content)
    return Arrival(taken=_with_link(taken, address), original=original, key=key_of(address))


def key_of(address: Address) -> str:
    """A site that begins to encrypt does not publish everything anew."""
    return f"//{address.place}{address.target}"


def changed(taken: Taken, source: NewsletterSource, digest: str) -> Arrival | None:
    """A watched page: what is new on it, and the whole. None where something is only gone or has moved."""
    new = new_lines(source.text or "", taken.text)
    if not new:
        return None
    whole = taken.html or paragraphs(taken.text)
    html = f"<h2>새로 바뀐 곳</h2>{paragraphs(new)}<h2>홈페이지 전체</h2>{whole}"
    text = f"새로 바뀐 곳\n{new}\n\n홈페이지 전체\n{taken.text}"
    told = _with_link(replace(taken, html=html, text=text, date=None), parsed(source.url))
    return Arrival(taken=told, key=f"{source.url} {digest} {source.visits}")


def _address(post: Taken, base: Address) -> Address | None:
    try:
        return joined(base, post.address) if post.address else None
    except Invalid:
        return None


def _name(key: str, base: Address) -> str:
    """1 and 2 are names within one site only."""
    try:
        return key_of(parsed(key))
    except Invalid:
        return f"{base.host} {key}"


def _with_link(taken: Taken, address: Address | None) -> Taken:
    if address is None:
        return taken
    link = f'<p><a href="{escape(str(address))}">원문 보기</a></p>'
    return replace(taken, html=(taken.html or paragraphs(taken.text)) + link)
