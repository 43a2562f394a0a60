"""Files that pages and feeds tell of, in one statement a page. The rule of who sees what stands in it."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from madang.rules.newsletters import FileRole
from models import NewsletterFile
from resolvers.access import seen
from resolvers.context import Context
from resolvers.newsletters.intake.arrivals import path_of

READERS = frozenset({FileRole.COVER, FileRole.ATTACHMENT, FileRole.PICTURE})  # never what it was taken from
MOST = 5_000  # files on one page


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLine:
    id: UUID
    role: FileRole
    name: str
    media_type: str
    size: int
    sha256: str

    @property
    def path(self) -> str:
        return path_of(self.id)


async def files_of(
    ctx: Context, issues: Sequence[UUID], roles: Collection[FileRole] = READERS
) -> dict[UUID, list[FileLine]]:
    """By issue, as they came; an issue without any has no place in it."""
    if not issues:
        return {}
    file = NewsletterFile
    columns = (file.id, file.role, file.name, file.media_type, file.size, file.sha256)
    wanted = (
        select(file.issue_id, *columns)
        .where(file.issue_id.in_(issues), file.role.in_(READERS & set(roles)), seen(file, ctx.visitor))
        .order_by(file.created_at, file.id)
        .limit(MOST)
    )
    found: defaultdict[UUID, list[FileLine]] = defaultdict(list)
    async with ctx.reads() as session:
        for issue, id, role, name, media_type, size, sha256 in await session.execute(wanted):
            line = FileLine(id=id, role=role, name=name, media_type=media_type, size=size, sha256=sha256)
            found[issue].append(line)
    return dict(found)


async def covers_of(ctx: Context, issues: Sequence[UUID]) -> dict[UUID, FileLine]:
    """An issue has one cover at most; of several the newest is shown."""
    found = await files_of(ctx, issues, {FileRole.COVER})
    return {issue: files[-1] for issue, files in found.items()}


def shown_cover(files: Sequence[FileLine]) -> FileLine | None:
    covers = [one for one in files if one.role is FileRole.COVER]
    return covers[-1] if covers else None


def attachments(files: Sequence[FileLine]) -> list[FileLine]:
    return [one for one in files if one.role is FileRole.ATTACHMENT]


def stands_in(cover: FileLine, files: Sequence[FileLine], html: str) -> bool:
    """Whether the text shows the same picture already: the cover of a mailing is its first one."""
    return any(
        one.role is FileRole.PICTURE and one.sha256 == cover.sha256 and one.path in html for one in files
    )
