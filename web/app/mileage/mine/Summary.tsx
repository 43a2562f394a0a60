// What the points of a period are made of, and how the work behind them was rated.
import type { ReactNode } from "react";

import { MeanList } from "../../people/Marks";
import { enums } from "../../words/enums";
import { useLanguage, useWords } from "../../words/language";
import { pointsText } from "../amounts";
import type { Row } from "../board/documents";
import { Bar, RULES } from "../board/Rows";
import { PARTS, pointsOf, widthOf, type Part } from "../board/standings";
import { words } from "./words";

export function Summary({ row, children }: { row: Row | null; children: ReactNode }) {
  const w = useWords(words);
  return (
    <section className="card stack tight" aria-labelledby="summary">
      <h2 id="summary">{w.summary}</h2>
      <p>{children}</p>
      {row && <Bar row={row} widest={widthOf(row)} />}
      {row && <Made row={row} />}
      {row && <Rated row={row} />}
    </section>
  );
}

function Made({ row }: { row: Row }) {
  const w = useWords(words);
  const { mileageRule } = useWords(enums);
  const { language } = useLanguage();
  return (
    <table className="mine-table">
      <thead>
        <tr><th scope="col">{w.what}</th><th scope="col">{w.times}</th><th scope="col">{w.points}</th></tr>
      </thead>
      <tbody>
        {PARTS.map((part) => (
          <tr key={part}>
            <th scope="row"><span className={`part ${part}`}>{mileageRule[RULES[part]]}</span></th>
            <td>{countOf(row, part) ?? "–"}</td>
            <td>{pointsText(pointsOf(row, part), language)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr><th scope="row" colSpan={2}>{w.sum}</th><td>{pointsText(row.total, language)}</td></tr>
      </tfoot>
    </table>
  );
}

/** Adjustments are not counted. */
function countOf(row: Row, part: Part): number | null {
  return part === "adjustment" ? null : row[`${part}Count`];
}

function Rated({ row: { responseCount, means } }: { row: Row }) {
  const w = useWords(words);
  if (responseCount === 0) return null;
  return (
    <>
      <h3>{w.rated}</h3>
      {means ? <MeanList means={means} /> : <p className="subtle small">{w.fewRated}</p>}
    </>
  );
}
