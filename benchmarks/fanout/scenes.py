"""Who follows what, and in which words."""

from dataclasses import dataclass
from pathlib import Path

from benchmarks.contenders import NAMES
from benchmarks.fanout.order import Own

DOCUMENTS = Path(__file__).with_name("documents")
FOLDERS = {"madang": "madang", "postgraphile": "postgraphile"}  # the others speak as in peers/schema.graphql
BROADCAST = "broadcast"
EVERYBODY = (*NAMES, BROADCAST)
MOST = {"naive": 9_000}  # subscribers: each has a connection to Valkey, which takes 10,000
SAME = "subscribers of one request, all with the same document"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """`own`: each subscriber asks a document of its own. `cut`: they are, and nothing is timed."""

    title: str
    subscribers: int
    document: str = "flat"
    own: Own | None = None
    cut: bool = False
    servers: tuple[str, ...] = NAMES

    def text(self, server: str) -> str:
        folder = FOLDERS.get(server, "peers")
        return (DOCUMENTS / folder / f"{self.document}.graphql").read_text()

    def bears(self, server: str) -> bool:
        return server in self.servers and self.subscribers <= MOST.get(server, self.subscribers)


SCENES = {
    "flat": Scene(title=SAME, subscribers=1_000, servers=EVERYBODY),
    "many": Scene(title=SAME, subscribers=10_000, servers=EVERYBODY),
    "nested": Scene(
        title="subscribers who ask for the request, its requester and department with each event",
        subscribers=300,
        document="nested",
    ),
    "groups": Scene(
        title="subscribers of one request, each with a name of its own in the document",
        subscribers=1_000,
        own="name",
    ),
    "orders": Scene(
        title="subscribers of one request, each with an order of its own of the fields",
        subscribers=1_000,
        own="order",
    ),
    "cut": Scene(title="sockets cut at once", subscribers=2_000, servers=("madang",), cut=True),
}
