"""A process books what it hears of. For what earns nothing the books stay closed, and are up to date."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from uuid import UUID

import pytest
from sqlalchemy import func, select

from models import EventLine, MileageState
from models.base import Sessions
from resolvers import bookkeeping, deliveries, requests
from resolvers.bookkeeping import keep_up
from resolvers.context import Context
from resolvers.handlers import Handler
from subscriptions.broker import MemoryBroker
from subscriptions.ledger import Ledger
from subscriptions.live import Live
from subscriptions.tasks import running
from tests.requests.stage import Stage, open_stage


async def place(sessions: Sessions) -> int:
    async with sessions() as session:
        return await session.scalar(select(MileageState.position)) or 0


async def caught_up(sessions: Sessions, live: Live, ledger: Ledger) -> int:
    """How long the log is, once all of it has been heard and is booked as far as it earns something."""
    async with asyncio.timeout(10):
        while True:
            async with sessions() as session:
                written = await session.scalar(select(func.count()).select_from(EventLine)) or 0
            if live.hub.head == ledger.position == written:
                return written
            await asyncio.sleep(0.02)


async def test_what_earns_nothing_opens_no_books(sessions: Sessions, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bookkeeping, "LATEST", 1000.0)
    stage = await open_stage(sessions)
    async with Live(sessions, MemoryBroker()) as live:
        ledger = Ledger()
        by = {name: replace(ctx, hub=live.hub, ledger=ledger) for name, ctx in stage.contexts.items()}

        def system() -> Context:
            return replace(by["handler"], visitor=None)

        async with running(partial(keep_up, system), name="bookkeeping"):
            id = await _accepted(stage, by)
            await caught_up(sessions, live, ledger)
            await deliveries.progress(by["handler"], id, percent=40, health=None, note="")
            await caught_up(sessions, live, ledger)  # with what may have been booked before it was heard
            begun = await place(sessions)
            await deliveries.progress(by["handler"], id, percent=60, health=None, note="")
            told = await caught_up(sessions, live, ledger)
            assert await place(sessions) == begun < told
            await deliveries.report(by["handler"], id, result="보고서를 보냈습니다.")
            await caught_up(sessions, live, ledger)
            assert await place(sessions) > told


async def _accepted(stage: Stage, by: Mapping[str, Context]) -> UUID:
    """A delivery that its handler works on."""
    request_id = await stage.draft("통계데이터담당관")
    await requests.publish(by["requester"], request_id, version=None)
    id, _ = await stage.delivery("통계데이터담당관")
    await deliveries.receive(by["clerk"], id)
    await deliveries.assign(by["clerk"], id, handlers=[Handler(employee_id=stage.people.handler.id)])
    await deliveries.accept(by["handler"], id)
    return id
