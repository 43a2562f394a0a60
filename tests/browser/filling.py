"""Many requests at once, for lists that are longer than anybody would click together."""

from datetime import datetime, timedelta

from sqlalchemy import select

from madang.rules.requests import RequestState, Scale, request_key
from models import Request
from models.base import Sessions
from models.engine import create_engine, write_sessions


async def fill(database_url: str, count: int) -> None:
    """Sent before all others, one a minute: `줄 0` is the newest of them."""
    engine = create_engine(database_url, durable=False)
    try:
        await _fill(write_sessions(engine), count)
    finally:
        await engine.dispose()


async def _fill(sessions: Sessions, count: int) -> None:
    async with sessions.begin() as session:
        oldest = await session.scalar(
            select(Request).where(Request.published_at.is_not(None)).order_by(Request.updated_at).limit(1)
        )
        assert oldest is not None
        session.add_all(
            _request(oldest, number, oldest.updated_at - timedelta(minutes=1 + number))
            for number in range(count)
        )


def _request(other: Request, number: int, at: datetime) -> Request:
    return Request(
        key=request_key(2013, 1 + number),
        title=f"줄 {number}",
        project="긴 목록",
        scale=Scale.BUREAU,
        body="함께 봅시다.",
        state=RequestState.SENT,
        requester_id=other.requester_id,
        requester_department_id=other.requester_department_id,
        requester_department_name=other.requester_department_name,
        created_at=at,
        updated_at=at,
        published_at=at,
    )
