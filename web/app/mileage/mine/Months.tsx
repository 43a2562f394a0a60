// The points of a year, month by month: columns to look at, and the same numbers in a table.
import { useEffect, useEffectEvent, useRef } from "react";

import { useRead } from "../../api/useRead";
import type { VariablesOf } from "../../api/graphql";
import { useLanguage, useWords } from "../../words/language";
import { pointsText } from "../amounts";
import { monthsUpTo, periodText, type Period } from "../periods";
import { MONTHS, type MonthRow } from "./documents";
import { columns, type Block } from "./plot";
import { words } from "./words";

const SHOWN = 12;
const [WIDE, HIGH, FOOT, HEAD] = [30, 120, 32, 16]; // of a column, and what is written below and above

/** `now`: what makes the numbers old once it is another one. */
export function Months({ period, now }: { period: Period; now: string }) {
  const w = useWords(words);
  const months = monthsUpTo(period, SHOWN, Date.now());
  const named = Object.fromEntries(months.map((month, at) => [`m${at}`, month])) as VariablesOf<typeof MONTHS>;
  const { data, again } = useRead(MONTHS, named);
  const known = useRef(now);
  const read = useEffectEvent(again);
  useEffect(() => {
    if (known.current !== now) read();
    known.current = now;
  }, [now]);
  const rows = months.map((_, at) => data?.[`m${at}` as keyof typeof data].row ?? null);
  return (
    <section className="card stack tight" aria-labelledby="months">
      <h2 id="months">{w.months}</h2>
      <Plot months={months} rows={rows} />
      <details>
        <summary>{w.asTable}</summary>
        <Table months={months} rows={rows} />
      </details>
    </section>
  );
}

interface Shown {
  readonly months: readonly Period[];
  readonly rows: readonly (MonthRow | null)[];
}

function Plot({ months, rows }: Shown) {
  const w = useWords(words);
  const blocks = columns(rows);
  return (
    <svg className="mine-plot" role="img" aria-label={w.plot} viewBox={`0 0 ${SHOWN * WIDE} ${HEAD + HIGH + FOOT}`}>
      <line className="mine-ground" x1={0} x2={SHOWN * WIDE} y1={HEAD + HIGH} y2={HEAD + HIGH} />
      {months.map(({ year, part }, at) => (
        <g key={`${year}-${part}`} transform={`translate(${(at + 0.5) * WIDE} 0)`}>
          <Column blocks={blocks[at] ?? []} told={rows[at] ? String(Math.round(Number(rows[at].total))) : ""} />
          <text y={HEAD + HIGH + 14}>{part}</text>
          {(part === 1 || (at === 0 && part !== 12)) && <text y={HEAD + HIGH + 28}>{year}</text>}
        </g>
      ))}
    </svg>
  );
}

function Column({ blocks, told }: { blocks: readonly Block[]; told: string }) {
  const top = blocks.reduce((sum, { height }) => sum + height, 0);
  return (
    <>
      {blocks.map(({ part, from, height }) => (
        <rect key={part} className={`part-of ${part}`} x={-10} width={20} y={HEAD + HIGH * (1 - from - height)} height={HIGH * height} />
      ))}
      <text className="mine-told" y={HEAD + HIGH * (1 - top) - 4}>{told}</text>
    </>
  );
}

function Table({ months, rows }: Shown) {
  const w = useWords(words);
  const { language } = useLanguage();
  return (
    <table className="mine-table">
      <thead><tr><th scope="col">{w.month}</th><th scope="col">{w.points}</th></tr></thead>
      <tbody>
        {months.map((month, at) => (
          <tr key={`${month.year}-${month.part}`}>
            <th scope="row">{periodText(month, language)}</th>
            <td>{pointsText(rows[at]?.total ?? 0, language)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
