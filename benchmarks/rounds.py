"""Servers asked in turns, round after round, after their answers were found to be the same."""

from collections.abc import Generator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from benchmarks.contenders import Contender, Running, running
from benchmarks.figures import Round
from benchmarks.ground import Ground, Known
from benchmarks.load import Load
from benchmarks.questions import bodies
from benchmarks.same import check


@contextmanager
def all_running(contenders: Sequence[Contender], folder: Path) -> Generator[list[Running]]:
    """All at once, so that each round finds them warm; those not asked do next to nothing."""
    with ExitStack() as stack:
        yield [stack.enter_context(running(contender, folder)) for contender in contenders]


def loads(
    ground: Ground, servers: Sequence[Running], question: str, known: Sequence[Known], folder: Path
) -> list[Load]:
    """A load for each of these servers of one database. Raises Unequal when their answers differ."""
    lengths = check(servers, question, known)
    return [
        Load(
            server=server,
            bodies=_written(folder / f"{server.name}-{question}.jsonl", question, server, known),
            length=lengths[server.name],
            database_pid=ground.postgres.pid,
        )
        for server in servers
    ]


def measured(loads: Sequence[Load], *, rounds: int, seconds: int) -> list[Round]:
    """In each round every server is asked for so many seconds, one after the other. Raises LoadError."""
    return [
        {load.server.name: load.measure(seconds, seed=number) for load in loads} for number in range(rounds)
    ]


def _written(file: Path, question: str, server: Running, known: Sequence[Known]) -> Path:
    file.write_bytes(b"\n".join(bodies(question, server.contender.dialect, known)))
    return file
