"""`madang migrate`: bring the tables up to date."""

from madang.server.cli.terminal import DatabaseUrl, configured, err, out, run


def migrate(database_url: DatabaseUrl = None) -> None:
    """데이터베이스의 표를 이 판에 맞게 고칩니다. 이미 맞으면 아무것도 하지 않습니다."""
    from madang.server.opening import shown

    address, applied = run(_migrate(database_url))
    if applied:
        out.print(f"변경 {len(applied)}개를 적용했습니다: {', '.join(applied)}", highlight=False)
    else:
        out.print(f"이미 최신입니다: {shown(address)}", highlight=False)


async def _migrate(database_url: str | None) -> tuple[str, list[str]]:
    from madang.server.opening import Tables, opened
    from models.migrate import upgrade

    address = configured(database_url=database_url).database
    with err.status("표를 고치는 중"):
        async with opened(address, tables=Tables.AS_THEY_ARE) as city:
            return address, await upgrade(city.engine)
