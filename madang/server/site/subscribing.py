"""Newsletters by mail without script or sign-in: asking, confirming, changing, leaving.

Only a button changes anything: links in mails are opened by scanners, too.
"""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from madang.errors import Conflict, Forbidden, Invalid, NotFound, Refused
from madang.rules.newsletter_mail import Frequency
from madang.server.site.forms import Form, first, form_of, refuse_strangers
from madang.server.site.site import Site
from resolvers.context import Context
from resolvers.newsletters.mail import signups, subscriptions
from resolvers.newsletters.mail.subscribers import Subscription
from resolvers.newsletters.mail.wishes import Chosen, Offer, offer

NO_STORE = "no-store"
STATUSES: dict[type[Refused], int] = {Forbidden: 403, Conflict: 409, Invalid: 422}


async def asked_for(request: Request, site: Site) -> Response:
    """`?title=slug`, `?topic=…` and `?publisher=…` are chosen beforehand."""
    ctx = site.context()
    query: Form = {name: request.query_params.getlist(name) for name in ("title", "topic", "publisher")}
    return await _asking(request, site, ctx, query)


async def ask(request: Request, site: Site) -> Response:
    """Shows the same whatever is known of the address."""
    form: Form = {}
    try:
        refuse_strangers(request, site.base(request))
        form = await form_of(request)
        ctx = site.context()
        await signups.sign_up(ctx, first(form, "email"), await _chosen(ctx, form))
    except (Forbidden, Conflict, Invalid) as refusal:
        return await _asking(request, site, site.context(), form, refusal)
    return _said(request, site, "확인 메일을 보냈습니다", signups.NOTICE)


async def opened(request: Request, site: Site) -> Response:
    """What a token opens: a question that waits for its button, or somebody's own subscription."""
    ctx, token = site.context(), request.path_params["token"]
    if ctx.post is None:
        raise NotFound("메일을 보내지 않습니다.")
    if (own := await subscriptions.own(ctx, token)) is not None:
        return await _managing(request, site, own)
    if await signups.pending(ctx, token) is None:
        return _closed(request, site)
    return site.page(request, "subscription_confirm.html", cache=NO_STORE, token=token)


async def confirm(request: Request, site: Site) -> Response:
    try:
        refuse_strangers(request, site.base(request))
        kept = await signups.confirm(site.context(), request.path_params["token"])
    except NotFound:
        return _closed(request, site)
    except (Forbidden, Conflict) as refusal:
        return _refused(request, site, refusal)
    return _seen_again(kept.token, "confirmed")


async def change(request: Request, site: Site) -> Response:
    ctx, token = site.context(), request.path_params["token"]
    own = await subscriptions.own(ctx, token)
    if own is None:
        return _closed(request, site)
    try:
        refuse_strangers(request, site.base(request))
        form = await form_of(request)
        await subscriptions.choose(ctx, await _chosen(ctx, form, own), token)
    except NotFound:
        return _closed(request, site)
    except (Forbidden, Conflict, Invalid) as refusal:
        return await _managing(request, site, own, refusal)
    return _seen_again(token, "saved")


async def leaving(request: Request, site: Site) -> Response:
    token = request.path_params["token"]
    own = await subscriptions.own(site.context(), token)
    if own is None:
        return _closed(request, site)
    return site.page(request, "subscription_leave.html", cache=NO_STORE, token=token, own=own)


async def leave(request: Request, site: Site) -> Response:
    """By the button, or by a mail program in one go (RFC 8058): from anywhere, without a cookie."""
    try:
        await subscriptions.leave(site.context(), request.path_params["token"])
    except (NotFound, Conflict):
        return _closed(request, site)
    return _said(request, site, "구독을 그만두었습니다", "이제 메일을 보내지 않습니다. 주소도 지웠습니다.")


async def _asking(
    request: Request, site: Site, ctx: Context, form: Form, refusal: Refused | None = None
) -> Response:
    if ctx.post is None:
        raise NotFound("메일을 보내지 않습니다.")
    async with ctx.reads() as session:
        offered = await offer(session, None)
    known = {"title": form.get("title", []), "topic": form.get("topic", [])}
    return site.page(
        request,
        "subscribe.html",
        status=STATUSES[type(refusal)] if refusal else 200,
        cache=NO_STORE,
        offered=offered,
        chosen={**known, "publisher": form.get("publisher", [])},
        frequency=first(form, "frequency") or Frequency.IMMEDIATELY.value,
        frequencies=list(Frequency),
        email=first(form, "email"),
        problem=str(refusal) if refusal else None,
    )


async def _managing(
    request: Request, site: Site, own: Subscription, refusal: Refused | None = None
) -> Response:
    offered = await _offered_to(site.context(), own)
    slugs = [title.slug for title in offered.titles if title.id in own.newsletters]
    return site.page(
        request,
        "subscription.html",
        status=STATUSES[type(refusal)] if refusal else 200,
        cache=NO_STORE,
        own=own,
        offered=offered,
        chosen={"title": slugs, "topic": own.topics, "publisher": own.publishers},
        frequency=own.frequency.value,
        frequencies=list(Frequency),
        problem=str(refusal) if refusal else None,
        done=request.query_params.get("done"),
    )


async def _offered_to(ctx: Context, own: Subscription) -> Offer:
    """What is for citizens; of what is for staff only what an employee gets already: this page is outside."""
    async with ctx.reads() as session:
        public = await offer(session, None)
        if own.reader is None:
            return public
        inside = await offer(session, own.reader)
    open_to_all = {title.id for title in public.titles}
    return Offer(
        tuple(one for one in inside.titles if one.id in open_to_all or one.id in own.newsletters),
        also_topics=tuple(topic for topic in own.topics if topic in inside.topics),
        also_publishers={name: id for name, id in inside.publishers.items() if name in own.publishers},
    )


async def _chosen(ctx: Context, form: Form, own: Subscription | None = None) -> Chosen:
    """Titles by what stands in their address. Raises Invalid for what is not offered."""
    if own is None:
        async with ctx.reads() as session:
            offered = await offer(session, None)
    else:
        offered = await _offered_to(ctx, own)
    by_slug = {title.slug: title.id for title in offered.titles}
    slugs = form.get("title", [])
    if any(slug not in by_slug for slug in slugs):
        raise Invalid("고를 수 없는 소식지입니다.", field=("input", "newsletters"))
    try:
        frequency = Frequency(first(form, "frequency") or Frequency.IMMEDIATELY.value)
    except ValueError:
        raise Invalid("얼마나 자주 받을지 골라 주십시오.", field=("input", "frequency")) from None
    return Chosen(
        newsletters=tuple(by_slug[slug] for slug in slugs),
        topics=tuple(form.get("topic", [])),
        publishers=tuple(form.get("publisher", [])),
        frequency=frequency,
    )


def _said(request: Request, site: Site, heading: str, words: str, status: int = 200) -> Response:
    return site.page(
        request, "subscription_said.html", status=status, cache=NO_STORE, heading=heading, words=words
    )


def _refused(request: Request, site: Site, refusal: Refused) -> Response:
    return _said(request, site, "할 수 없습니다", str(refusal), STATUSES[type(refusal)])


def _closed(request: Request, site: Site) -> Response:
    words = "이미 쓰였거나 기한이 지났거나 그만둔 구독의 주소입니다. 다시 신청하실 수 있습니다."
    return _said(request, site, "쓸 수 없는 주소입니다", words, 404)


def _seen_again(token: str, done: str) -> Response:
    there = f"/news/subscriptions/{token}?done={done}"
    return RedirectResponse(there, status_code=303, headers={"cache-control": NO_STORE})
