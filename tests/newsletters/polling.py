"""One process that visits sources once, for tests that kill it."""

import asyncio
import sys
from pathlib import Path

from madang.fetching import Fetcher
from madang.files import FolderStorage
from models.base import Sessions
from models.engine import create_engine, read_sessions, write_sessions
from resolvers.context import Context
from resolvers.newsletters.intake.polling import poll
from resolvers.sites import Sites
from subscriptions.hub import Hub
from tests.newsletters.elsewhere import QUICK, REACH, here


async def main(url: str, folder: str) -> None:
    engine = create_engine(url)
    writes: Sessions = write_sessions(engine)
    ctx = Context(
        reads=read_sessions(engine),
        writes=writes,
        hub=Hub(writes),
        sites=Sites(Fetcher(REACH, resolve=here)),
        storage=FolderStorage(Path(folder)),
    )
    await poll(ctx, pace=QUICK)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
