"""How the tests of mileage write what they tell to a real log."""

from models.base import Sessions
from subscriptions.log import append, ensure_state
from tests.mileage.telling import Telling
from tests.subscriptions.writing import number_all


async def write(sessions: Sessions, tell: Telling) -> None:
    """All of it in one transaction, with positions."""
    async with sessions.begin() as session:
        await ensure_state(session)
        await append(session, tell.entries)
    await number_all(sessions)
