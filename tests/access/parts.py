"""Who stands around the requests of the access matrix, and who may see which of them: written by hand."""

from dataclasses import dataclass

from madang.rules.people import Position, Role

ASKING, ASKED, OUTSIDE, FOREIGN_ASKING, FOREIGN_ASKED = (
    "버스정책과",
    "통계데이터담당관",
    "총무과",
    "서울대공원",
    "서대문구",
)


@dataclass(frozen=True, slots=True)
class Part:
    name: str
    department: str
    position: Position = Position.MEMBER
    roles: tuple[Role, ...] = ()
    stands_in: bool = False  # for the head of the asked department
    read_only: bool = False  # came with a token


PARTS: dict[str, Part] = {
    "requester": Part("김하늘", ASKING),
    "asking_head": Part("박솔", ASKING, Position.HEAD),
    "colleague": Part("도라지", ASKING),
    "handler": Part("이바다", ASKED),
    "clerk": Part("민들레", ASKED, Position.CLERK),
    "head": Part("장미", ASKED, Position.HEAD),
    "deputy": Part("대나무", OUTSIDE, stands_in=True),
    "member": Part("솔바람", ASKED),
    "unrelated": Part("오솔길", OUTSIDE),
    "reader": Part("조약돌", OUTSIDE, roles=(Role.DATA_READER,), read_only=True),
    "administrator": Part("한별", "사회혁신담당관", roles=(Role.ADMINISTRATOR,)),
    "stranger": Part("두루미", FOREIGN_ASKING),  # asks in the foreign requests
    "foreign_handler": Part("까치", FOREIGN_ASKED),
}
CITIZEN = "citizen"
TRIED = [name for name in PARTS if name not in ("stranger", "foreign_handler")]


def those(names: str) -> frozenset[str]:
    return frozenset(names.split())


EVERYBODY = frozenset(TRIED)
ANYONE = EVERYBODY | {CITIZEN}
PARTIES = those("requester asking_head colleague handler clerk head deputy member administrator")
KINDS = ["draft", "foreign restricted", "foreign", "restricted", "open"]  # `open` last: all see the end

SEES_REQUEST: dict[str, frozenset[str]] = {
    "open": EVERYBODY,
    "restricted": PARTIES,
    "foreign": EVERYBODY,
    "foreign restricted": those("administrator"),
    "draft": those("requester"),
}
SEES_MARKS: dict[str, frozenset[str]] = {
    "open": those("requester asking_head handler clerk head deputy administrator"),
    "restricted": those("requester asking_head handler clerk head deputy administrator"),
    "foreign": those("administrator"),
    "foreign restricted": those("administrator"),
    "draft": those("requester"),
}
READS_HIDDEN: dict[str, frozenset[str]] = {  # its author and administrators
    "open": those("colleague administrator"),
    "restricted": those("colleague administrator"),
    "foreign": those("administrator"),
    "foreign restricted": those("administrator"),
    "draft": those("requester"),
}
SEES_REPORT: dict[str, frozenset[str]] = {  # who reported, and administrators
    "open": those("member administrator"),
    "restricted": those("member administrator"),
    "foreign": those("unrelated administrator"),
    "foreign restricted": those("administrator"),
    "draft": those("requester administrator"),
}
SEES_TEMPLATE: dict[str, frozenset[str]] = {  # the asking department; only two kinds have one
    "open": those("requester asking_head colleague"),
    "foreign": frozenset(),
}
SEES_ADJUSTMENT, SEES_THANKS = those("member administrator"), those("handler requester administrator")
SEES_UNPUBLISHED = those("handler clerk head deputy member administrator")  # the publisher is the asked one
NOBODY: frozenset[str] = frozenset()
ADMINISTRATORS = those("administrator")
