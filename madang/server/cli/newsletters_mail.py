"""`madang newsletters mail`: how mail stands, trying again what failed, and a mail to try the settings."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from madang.errors import Conflict, Invalid, Reason
from madang.server.cli.terminal import DatabaseUrl, configured, out, run
from madang.server.cli.usage import Commands

if TYPE_CHECKING:
    from madang.rules.newsletter_mail import Verdict
    from resolvers.newsletters.mail.standing import OutboxStanding

app = typer.Typer(cls=Commands, help="소식지 메일", no_args_is_help=True)
MOST_DAYS = 30  # so long are finished mails kept


@app.callback()
def mail() -> None:
    """소식지를 메일로 보내는 일을 살핍니다."""


@app.command()
def status(database_url: DatabaseUrl = None) -> None:
    """구독과 보낼 메일이 몇인지 보여 줍니다. 주소는 보이지 않습니다."""
    stands = run(_stands(database_url))
    out.print(f"구독 {stands.subscribers:,} · 확인을 기다리는 신청 {stands.signups:,}", highlight=False)
    for state, count in stands.mails.items():
        out.print(f"{state.label} {count:,}", highlight=False)
    if stands.late_by > timedelta(minutes=1):
        out.print(f"가장 오래 기다린 메일: {stands.late_by // timedelta(minutes=1):,}분", highlight=False)


@app.command()
def retry(
    days: Annotated[int, typer.Option("--days", help="며칠 사이에 보내지 못한 것까지")] = 3,
    unknown: Annotated[
        bool, typer.Option("--unknown", help="받았는지 알 수 없는 메일도. 두 번 갈 수 있습니다.")
    ] = False,
    database_url: DatabaseUrl = None,
) -> None:
    """보내지 못한 메일을 지금부터 다시 보냅니다. 켜져 있는 서버가 보냅니다."""
    count = run(_retry(database_url, days=days, unknown=unknown))
    out.print(f"다시 보낼 메일 {count:,}", highlight=False)


@app.command()
def test(
    address: Annotated[str, typer.Argument(metavar="주소", help="시험 메일을 받을 전자우편 주소")],
) -> None:
    """설정한 메일 서버로 시험 메일을 하나 보냅니다. 데이터베이스는 쓰지 않습니다."""
    verdict = run(_test(address))
    code = "" if verdict.code is None else f" ({verdict.code})"
    out.print(f"메일 서버의 답: {verdict.outcome.label}{code}", highlight=False)
    if verdict.outcome.value != "ACCEPTED":
        raise typer.Exit(1)


async def _stands(database_url: str | None) -> "OutboxStanding":
    from madang.server.opening import opened
    from resolvers.newsletters.mail.standing import outbox_stands

    async with opened(configured(database_url=database_url).database) as city:
        return await outbox_stands(city.context())


async def _retry(database_url: str | None, *, days: int, unknown: bool) -> int:
    from madang.server.opening import opened
    from resolvers.newsletters.mail.outbox import retry

    if not 1 <= days <= MOST_DAYS:
        raise Invalid(f"--days: 1에서 {MOST_DAYS}까지입니다.", field=("days",), reason=Reason.OUT_OF_RANGE)
    async with opened(configured(database_url=database_url).database) as city:
        ctx = city.context()
        return await retry(ctx, unknown=unknown, since=ctx.clock() - timedelta(days=days))


async def _test(address: str) -> "Verdict":
    from datetime import UTC
    from secrets import token_hex

    from madang.mail import Envelope, letter, trial
    from madang.server.mail import post
    from madang.text.email_addresses import email_address
    from resolvers.post import Letter

    recipient, found = email_address(address, field=("address",)), post(configured())
    if found is None:
        raise Conflict("메일 서버가 없습니다. MADANG_SMTP_HOST를 먼저 적으십시오.")

    async def at_once() -> bool:
        return True

    envelope = Envelope(
        sender=found.sender,
        recipient=recipient,
        message_id=f"trial.{token_hex(8)}@{found.addresses.host}",
        sent_at=datetime.now(UTC),
    )
    content = letter(envelope, trial())
    sent = Letter(sender=found.sender.addr_spec, recipient=recipient, content=content)
    try:
        return await found.carrier.deliver(sent, at_once)
    finally:
        await found.carrier.rest()
