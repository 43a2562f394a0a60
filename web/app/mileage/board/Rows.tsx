// Rows of a board: place, name, points with what they are made of, counts and means.
import { Link } from "wouter";

import { Badge } from "../../parts/Badge";
import { useSession } from "../../session/Session";
import { enums } from "../../words/enums";
import { useLanguage, useWords } from "../../words/language";
import { pointsText } from "../amounts";
import { Person } from "../Person";
import { words as shared } from "../words";
import type { Row } from "./documents";
import { PARTS, pointsOf, widthOf, widths, type Part } from "./standings";
import { words } from "./words";
import "./leaderboard.css";

interface Listed {
  readonly rows: readonly Row[];
  readonly moves: ReadonlyMap<string, number>;
  readonly mine?: string | undefined;
}

export function Rows({ rows, moves, mine }: Listed) {
  const widest = Math.max(0, ...rows.map(widthOf));
  return (
    <ol className="standings">
      {rows.map((row) => (
        <li key={row.id} className={`standing-row ${row.id === mine ? "mine" : ""}`}>
          <Place rank={row.rank} move={moves.get(row.id) ?? 0} />
          <Holder row={row} />
          <Parts row={row} widest={widest} />
          <Numbers row={row} />
        </li>
      ))}
    </ol>
  );
}

function Place({ rank, move }: { rank: number | null; move: number }) {
  const w = useWords(words);
  const told = move > 0 ? w.risen(move) : w.fallen(-move);
  return (
    <p className="standing-place number">
      <strong>{rank === null ? w.noRank : w.rank(rank)}</strong>
      {move !== 0 && (
        <span key={`${rank} ${move}`} className={`small hint ${move > 0 ? "up" : "down"}`}>
          <span aria-hidden>{move > 0 ? "▲" : "▼"}{Math.abs(move)}</span>
          <span className="sr-only">{told}</span>
        </span>
      )}
    </p>
  );
}

function Holder({ row: { employee, department } }: { row: Row }) {
  const s = useWords(shared);
  const { viewer } = useSession();
  if (department) return <p className="grow"><Link className="link" href={`/departments/${encodeURIComponent(department.code)}`}>{department.name}</Link></p>;
  return (
    <p className="standing-name">
      <Person one={employee} /> {employee !== null && employee.id === viewer.employee?.id && <Badge tone="primary">{s.me}</Badge>}{" "}
      <span className="subtle small">{employee?.department?.name}</span>
    </p>
  );
}

export const RULES = { request: "REQUEST", response: "RESPONSE", comment: "COMMENT", thanks: "THANKS", adjustment: "ADJUSTMENT" } as const;

/** What points are made of, to look at. */
export function Bar({ row, widest }: { row: Row; widest: number }) {
  const share = widths(row, widest);
  return (
    <div className="parts-bar" aria-hidden>
      {told(row).map((part) => <span key={part} className={part} style={{ width: `${share[part]}%` }} />)}
    </div>
  );
}

function Parts({ row, widest }: { row: Row; widest: number }) {
  const s = useWords(shared);
  const { mileageRule } = useWords(enums);
  const { language } = useLanguage();
  const text = (part: Part) => `${mileageRule[RULES[part]]} ${pointsText(pointsOf(row, part), language)}`;
  return (
    <div className="standing-parts">
      <p><strong className="number">{s.points(pointsText(row.total, language))}</strong></p>
      <Bar row={row} widest={widest} />
      <p className="parts-told small">
        {told(row).map((part) => <span key={part} className={`part ${part}`}>{text(part)}</span>)}
      </p>
    </div>
  );
}

function told(row: Row): Part[] {
  return PARTS.filter((part) => pointsOf(row, part) !== 0);
}

function Numbers({ row }: { row: Row }) {
  const w = useWords(words);
  return (
    <p className="standing-numbers subtle small number">
      {w.counts(row.requestCount, row.responseCount, row.commentCount, row.thanksCount)} · {w.helped(row.departmentsHelped)}
      {row.means && ` · ${w.mean(String(row.means.score))}`}
    </p>
  );
}
