"""The sample city as `madang demo` opens it, in as many processes as a test wants."""

import asyncio
from asyncio.subprocess import PIPE
from pathlib import Path

from tests.cities import Process, madang


class City:
    """One database, one Redis, one key for sessions. Its first process lives as long as all modules."""

    def __init__(self, environment: dict[str, str], log: Path) -> None:
        self._environment, self.log = environment, log
        self.first = self._begin()
        self.first.wait_until_ready()
        self._others: list[Process] = []

    @property
    def database_url(self) -> str:
        return self._environment["DATABASE_URL"]

    @property
    def processes(self) -> list[Process]:
        return [self.first, *self._others]

    async def run(self, *arguments: str) -> str:
        """What a `madang` command says to whoever runs the server."""
        command = await asyncio.create_subprocess_exec(
            *madang(*arguments), env=self._environment, stdout=PIPE, stderr=PIPE
        )
        said, complained = await command.communicate()
        assert command.returncode == 0, complained.decode()
        return said.decode()

    async def another_process(self) -> Process:
        """Gone at the end of the test."""
        self._others.append(self._begin())
        await asyncio.to_thread(self._others[-1].wait_until_ready)
        return self._others[-1]

    async def start(self, process: Process) -> None:
        """Again, at its old address: what was killed."""
        process.start()
        await asyncio.to_thread(process.wait_until_ready)

    def revive(self) -> None:
        """Whatever a test did to it, the next one finds one process that answers."""
        while self._others:
            self._others.pop().stop()
        if self.first.process.poll() is not None:
            self.first.start()
            self.first.wait_until_ready()

    def stop(self) -> None:
        for process in self.processes:
            process.stop()

    def _begin(self) -> Process:
        return Process(self._environment, command="demo", log=self.log)
