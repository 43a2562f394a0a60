"""`madang doctor`: what is wrong, and what to do about it."""

from typing import TYPE_CHECKING

import typer
from rich.markup import escape

from madang.server.cli.terminal import DatabaseUrl, RedisUrl, configured, out, run

if TYPE_CHECKING:
    from madang.server.checkup import Finding

MARKS = {"GOOD": "[green]✓[/]", "DOUBTFUL": "[yellow]![/]", "BAD": "[red]✗[/]"}


def doctor(database_url: DatabaseUrl = None, redis_url: RedisUrl = None) -> None:
    """데이터베이스, Redis, 표, 시계, 한도를 살피고 할 일을 알려 줍니다. 고칠 것이 있으면 1로 끝납니다."""
    findings = run(_examine(database_url, redis_url))
    if any(finding.health.name == "BAD" for finding in findings):
        raise typer.Exit(1)


async def _examine(database_url: str | None, redis_url: str | None) -> "list[Finding]":
    from madang.server.checkup import examine

    findings: list[Finding] = []
    async for finding in examine(configured(database_url=database_url, redis_url=redis_url)):
        findings.append(finding)
        out.print(
            f"{MARKS[finding.health.name]} {finding.subject}: {escape(finding.says)}",
            highlight=False,
            soft_wrap=True,
        )
        if finding.advice:
            out.print(f"  → {escape(finding.advice)}", highlight=False, soft_wrap=True)
    return findings
