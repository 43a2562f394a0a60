"""`madang newsletters import`: years of mailings and documents, taken into the archive."""

import os
from collections import Counter
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import rich.progress
import typer
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn

from madang.errors import Invalid
from madang.server.cli.acting import acting
from madang.server.cli.terminal import DatabaseUrl, configured, contents, err, fail, out, run
from madang.server.cli.usage import printable
from madang.server.settings import Settings

if TYPE_CHECKING:
    from madang.rules.newsletter_sorting import SortingRule
    from resolvers.newsletters.intake.folders import Outcome, TitleFound, Wanted

MOST_READERS, MOST_NAMED = 4, 100
READ = "파일이나 폴더: eml, mbox, HTML, PDF, HWP, HWPX, DOCX, RSS, Atom, JSON Feed"
SORTED_BY = "newsletter[,sender,folder,subject] 열이 있는 CSV: 위에서부터 처음 맞는 줄의 소식지로 갑니다"
AS = "이 직원이 가져온 것으로. 호와 기록에 남습니다. 적지 않으면 도시가 한 일"
NEW, KNOWN, FAILED, WOULD = "새로 가져옴", "이미 있음", "가져오지 못함", "가져올 수 있음"
DISCARDED = "버린 적이 있어 가져오지 않음"
NO_TITLE = "(소식지 모름)"
UNSORTED = "어느 소식지인지 모릅니다. --newsletter나 --map을 적거나, 소식지 이름의 폴더에 두십시오."

Counts = Counter[tuple[str, str]]
Again = Annotated[bool, typer.Option("--again", help="초안으로 가져온 뒤 버렸던 호도 다시 가져옵니다")]


def take_in(
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="PATH…", help=READ),
    ],
    newsletter: Annotated[
        str | None,
        typer.Option(
            "--newsletter", metavar="SLUG", help="어느 소식지의 호인지. 적지 않으면 폴더 이름이 소식지"
        ),
    ] = None,
    sorting: Annotated[Path | None, typer.Option("--map", metavar="FILE.csv", help=SORTED_BY)] = None,
    publish: Annotated[
        bool, typer.Option("--publish", help="새 호로 펴냅니다. 받아 보는 사람에게 알립니다")
    ] = False,
    draft: Annotated[
        bool, typer.Option("--draft", help="초안으로 둡니다. 살펴보고 펴낼 수 있습니다")
    ] = False,
    number: Annotated[str | None, typer.Option("--as", metavar="사번", help=AS)] = None,
    again: Again = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="다 읽어 보고 무엇을 어디에 가져올지만 보입니다")
    ] = False,
    database_url: DatabaseUrl = None,
) -> None:
    """소식지 파일을 지난 호로 가져옵니다. 그 소식지의 독자가 읽을 수 있고, 알림은 보내지 않습니다.

    이미 가져온 것은 지나치므로 멈췄다가 다시 실행해도 됩니다. 가져오지 못한 파일은 까닭을 말하고 나머지를
    가져온 뒤 1로 끝납니다. 서버가 돌고 있어도 되며, 원본은 MADANG_DATA의 attachments에 둡니다.
    """
    if publish and draft:
        raise fail("--publish와 --draft는 함께 쓸 수 없습니다.")
    state = "PUBLISHED" if publish else "DRAFT" if draft else "ARCHIVED"
    settings = configured(database_url=database_url)
    wanted = _Run(newsletter, sorting, number, state, dry=dry_run, again=again)
    counts = run(_import(settings, paths, wanted))
    for (title, what), count in sorted(counts.items()):
        out.print(f"{title}: {what} {count:,}", highlight=False, markup=False)
    if any(what == FAILED for _, what in counts):
        raise typer.Exit(1)


@dataclass(frozen=True, slots=True)
class _Run:
    """What was asked for. `number`: of whoever takes it in."""

    newsletter: str | None
    sorting: Path | None
    number: str | None
    state: str
    dry: bool
    again: bool


async def _import(settings: Settings, paths: Sequence[Path], asked: _Run) -> Counts:
    from madang.files import FolderStorage
    from madang.intake import Readers, Spool
    from madang.rules.newsletters import IssueState
    from madang.server.opening import opened
    from resolvers.newsletters.intake.folders import Import, demand_taking, titles_found

    counts: Counts = Counter()
    async with opened(settings.database) as city:
        ctx = replace(city.context(), storage=FolderStorage(settings.data / "attachments"))
        ctx = replace(ctx, visitor=None if asked.number is None else await acting(ctx, asked.number))
        titles = await titles_found(ctx)
        rules = _rules(asked.newsletter, asked.sorting, titles)
        beside = min(MOST_READERS, os.cpu_count() or 1)
        with Readers(beside) as readers, Spool() as spool, _progress() as progress:
            wanted = list(_wanted(paths, rules, titles, counts, progress))
            state = IssueState(asked.state)
            await demand_taking(ctx, {one.title.id for one in wanted}, state)
            progress.begin("가져오는 중", total=len(wanted))
            run = Import(ctx, readers, spool, state=state, dry=asked.dry, again=asked.again)
            async for outcome in run.take(wanted):
                progress.advance()
                _tell(outcome, counts)
    return counts


def _rules(
    newsletter: str | None, sorting: Path | None, titles: "Mapping[str, TitleFound]"
) -> "list[SortingRule]":
    """Those of the file, and behind them the one newsletter for all the rest."""
    from madang.files.tables import read_table
    from madang.rules.newsletter_sorting import OPTIONAL, REQUIRED, SortingRule, sorting_rules

    rules: list[SortingRule] = []
    if sorting is not None:
        lines = read_table(contents(sorting), required=REQUIRED, optional=OPTIONAL)
        rules = sorting_rules(lines, titles)
    if newsletter is not None:
        if newsletter not in titles:
            known = ", ".join(sorted({title.slug for title in titles.values()})[:MOST_NAMED])
            message = f"--newsletter {newsletter}: 그런 소식지가 없습니다. 있는 것: {known or '없음'}"
            raise Invalid(message, field=("newsletter",))
        rules.append(SortingRule(newsletter=newsletter))
    return rules


def _wanted(
    paths: Sequence[Path],
    rules: "Sequence[SortingRule]",
    titles: "Mapping[str, TitleFound]",
    counts: Counts,
    progress: "Progress",
) -> "Iterator[Wanted]":
    from madang.intake import Item, survey
    from madang.rules.newsletter_sorting import Found, sorted_into
    from resolvers.newsletters.intake.folders import Wanted

    progress.begin("찾는 중")
    for root in paths:
        for one in survey(root):
            progress.advance()
            if not isinstance(one, Item):
                _refuse(one.source_name, one.reason, NO_TITLE, counts)
                continue
            folders = one.path.absolute().parent.parts
            found = Found(folders=folders, sender=one.sender, subject=one.subject)
            name = sorted_into(found, rules, titles)
            if name is not None:
                yield Wanted(one, titles[name])
            else:
                _refuse(one.source, UNSORTED, NO_TITLE, counts)


def _tell(outcome: "Outcome", counts: Counts) -> None:
    title, kept = f"{outcome.title.name} ({outcome.title.slug})", outcome.kept
    if outcome.reason is not None:
        _refuse(outcome.source, outcome.reason, title, counts)
    elif kept is not None:
        counts[title, NEW if kept.is_new else KNOWN if kept.number else DISCARDED] += 1
        for reason in kept.left_out:
            _say(f"첨부를 두지 않음: {outcome.source} · {reason}")
    elif outcome.taken is not None:
        counts[title, WOULD] += 1
        _say(f"{title} · {outcome.day or '날짜 모름'} · {outcome.taken.title} · {outcome.source}")


def _refuse(source: str, reason: str, title: str, counts: Counts) -> None:
    counts[title, FAILED] += 1
    _say(f"가져오지 못함: {source} · {reason}")


def _say(text: str) -> None:
    """Files and their names are of strangers: a terminal must obey none of it."""
    out.print(printable(text), markup=False, highlight=False, soft_wrap=True, emoji=False)


class Progress:
    """What is going on, on a terminal; nothing in a file."""

    def __init__(self, bar: rich.progress.Progress) -> None:
        self._bar = bar
        self._task: rich.progress.TaskID | None = None

    def begin(self, what: str, *, total: int | None = None) -> None:
        if self._task is not None:
            self._bar.remove_task(self._task)
        self._task = self._bar.add_task(what, total=total)

    def advance(self) -> None:
        if self._task is not None:
            self._bar.advance(self._task)


@contextmanager
def _progress() -> Generator["Progress"]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with rich.progress.Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        yield Progress(bar)
