"""A ledger of any length, and the boards that follow from it: written by the database itself."""

from uuid import UUID

from sqlalchemy import insert, text
from sqlalchemy.ext.asyncio import AsyncEngine

from models import Employee, MileageState
from models.base import Sessions
from models.engine import write_sessions
from subscriptions.log import ensure_state

DEPARTMENTS = 100
ENTRIES = """
INSERT INTO mileage_entries (id, number, position, rule, outcome, source_id, person_id, department_id,
  counterpart_id, counterpart_department_id, request_id, amount, policy_number, month, day, occurred_at,
  explanation, importance, effectiveness, promptness, difficulty, share, leads, ordinal, chain)
SELECT lpad(to_hex(n), 32, '0')::uuid, n, n, rule, 'COUNTED', md5('source' || n)::uuid,
  lpad(to_hex(1000000 + who), 32, '0')::uuid, lpad(to_hex(2000000 + who % {departments}), 32, '0')::uuid,
  CASE rule WHEN 'RESPONSE' THEN lpad(to_hex(1000000 + other), 32, '0')::uuid END,
  CASE rule WHEN 'RESPONSE' THEN lpad(to_hex(2000000 + other % {departments}), 32, '0')::uuid END,
  md5('request' || n / 8)::uuid,
  CASE rule WHEN 'REQUEST' THEN 500 WHEN 'COMMENT' THEN 100 ELSE 500 + 250 * (a + b + c + d - 4) / 4 END,
  1, 201401 + month, make_date(2014, 1 + month, 1 + n % 28),
  make_timestamptz(2014, 1 + month, 1 + n % 28, n % 24, n % 60, 0, 'Asia/Seoul'),
  '다른 부서가 접수한 협력 요청 = 5.00', a, b, c, d, 100, true, 1, md5('chain' || n) || md5('link' || n)
FROM (SELECT n, (power(random(), 1.5) * {employees})::int % {employees} AS who,
    (random() * {employees})::int % {employees} AS other, (n::bigint * 12 / ({entries} + 1))::int AS month,
    (ARRAY['REQUEST', 'RESPONSE', 'RESPONSE', 'COMMENT', 'COMMENT'])[1 + n % 5] AS rule,
    1 + (random() * 4)::int AS a, 1 + (random() * 4)::int AS b, 1 + (random() * 4)::int AS c,
    1 + (random() * 4)::int AS d
  FROM generate_series(1, {entries}) AS n) AS made
"""
CLAIMS = """
INSERT INTO mileage_claims (rule, source_id, person_id, number, counterpart_id, request_id, month, day)
SELECT rule, source_id, person_id, number, counterpart_id, request_id, month, day FROM mileage_entries
"""
BOARD = """
INSERT INTO mileage_standings (id, holder, holder_id, period, hidden, total, request_amount, response_amount,
  comment_amount, thanks_amount, adjustment_amount, requests, responses, comments, thanks, importance,
  effectiveness, promptness, difficulty, mean, helped, earliness)
SELECT gen_random_uuid(), '{holder}', {id}, {period}, false, sum(amount),
  coalesce(sum(amount) FILTER (WHERE rule = 'REQUEST'), 0),
  coalesce(sum(amount) FILTER (WHERE rule = 'RESPONSE'), 0),
  coalesce(sum(amount) FILTER (WHERE rule = 'COMMENT'), 0), 0, 0, count(*) FILTER (WHERE rule = 'REQUEST'),
  count(*) FILTER (WHERE rule = 'RESPONSE'), count(*) FILTER (WHERE rule = 'COMMENT'), 0,
  coalesce(sum(importance) FILTER (WHERE rule = 'RESPONSE'), 0),
  coalesce(sum(effectiveness) FILTER (WHERE rule = 'RESPONSE'), 0),
  coalesce(sum(promptness) FILTER (WHERE rule = 'RESPONSE'), 0),
  coalesce(sum(difficulty) FILTER (WHERE rule = 'RESPONSE'), 0),
  coalesce(sum(importance + effectiveness + promptness + difficulty) FILTER (WHERE rule = 'RESPONSE')
    * 250000 / nullif(count(*) FILTER (WHERE rule = 'RESPONSE'), 0), 0),
  count(DISTINCT counterpart_department_id), -(extract(epoch FROM max(occurred_at)) * 1000000)::bigint
FROM mileage_entries GROUP BY 3, 4
"""
HELPED = """
INSERT INTO mileage_helped (holder, holder_id, period, department_id, responses)
SELECT '{holder}', {id}, {period}, counterpart_department_id, count(*) FROM mileage_entries
WHERE rule = 'RESPONSE' GROUP BY 2, 3, 4
"""
HOLDERS = {"PERSON": "person_id", "DEPARTMENT": "department_id"}
PERIODS = (
    "month / 100 || '-' || lpad((month % 100)::text, 2, '0')",
    "month / 100 || '-H' || CASE WHEN month % 100 <= 6 THEN 1 ELSE 2 END",
    "(month / 100)::text",
    "'ALL'::text",
)


def person(number: int) -> UUID:
    return UUID(int=1_000_000 + number)


async def fill(engine: AsyncEngine, *, employees: int, entries: int) -> None:
    """People, entries and all boards."""
    sessions = write_sessions(engine)
    await _people(sessions, employees, entries)
    sizes = {"employees": employees, "entries": entries, "departments": DEPARTMENTS}
    async with engine.begin() as connection:
        await connection.execute(text("SET LOCAL statement_timeout = 0"))
        await connection.execute(text("SELECT setseed(0.5)"))
        await connection.exec_driver_sql(ENTRIES.format(**sizes))
        await connection.exec_driver_sql(CLAIMS)
        for holder, id in HOLDERS.items():
            for period in PERIODS:
                for script in (BOARD, HELPED):
                    await connection.exec_driver_sql(script.format(holder=holder, id=id, period=period))
    async with engine.connect() as connection:
        await connection.execution_options(isolation_level="AUTOCOMMIT")
        await connection.exec_driver_sql("SET statement_timeout = 0")
        await connection.exec_driver_sql("VACUUM ANALYZE")
        await connection.exec_driver_sql("RESET statement_timeout")


async def _people(sessions: Sessions, employees: int, entries: int) -> None:
    rows = [{"id": person(n), "number": f"{n:06}", "name": f"직원 {n}"} for n in range(employees)]
    async with sessions.begin() as session:
        await ensure_state(session)
        await session.execute(insert(Employee), rows)
        session.add(MileageState(id=1, position=0, number=entries, chain="", first_month=201401, policies=[]))
