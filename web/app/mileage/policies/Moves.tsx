// Whose points would differ, most first, and by which rules.
import { useState } from "react";

import { words as parts } from "../../parts/words";
import { enums } from "../../words/enums";
import { useLanguage, useWords } from "../../words/language";
import { pointsText } from "../amounts";
import { Person } from "../Person";
import type { Move } from "./documents";
import { words } from "./outcomeWords";
import { wayOf } from "./slopes";

const PAGE = 20;

export function Moves({ moves, moved }: { moves: readonly Move[]; moved: number }) {
  const w = useWords(words);
  const p = useWords(parts);
  const [count, setCount] = useState(PAGE);
  return (
    <section className="stack tight" aria-labelledby="moves">
      <h4 id="moves">{w.moves}</h4>
      {moves.length === 0 ? <p className="subtle">{w.noMoves}</p> : <MoveTable moves={moves.slice(0, count)} />}
      {count < moves.length && <p><button type="button" className="krds-btn tertiary small" onClick={() => setCount(count + PAGE)}>{p.more}</button></p>}
      {moved > moves.length && <p className="subtle small">{w.mostOf(moves.length, moved)}</p>}
    </section>
  );
}

function MoveTable({ moves }: { moves: readonly Move[] }) {
  const w = useWords(words);
  return (
    <table className="rule-table">
      <caption className="sr-only">{w.moves}</caption>
      <thead>
        <tr><th scope="col">{w.person}</th><th scope="col">{w.places}</th><th scope="col">{w.points}</th><th scope="col">{w.cause}</th></tr>
      </thead>
      <tbody>{moves.map((move, at) => <MoveRow key={move.employee?.id ?? at} move={move} />)}</tbody>
    </table>
  );
}

function MoveRow({ move }: { move: Move }) {
  const w = useWords(words);
  const { mileageRule } = useWords(enums);
  const { language } = useLanguage();
  const text = (points: unknown) => pointsText(points, language);
  const way = wayOf({ before: move.rankBefore, after: move.rankAfter });
  const others = move.rules.map(({ rule, difference }) => `${mileageRule[rule]} ${Number(difference) > 0 ? "+" : ""}${text(difference)}`);
  return (
    <tr>
      <th scope="row"><Person one={move.employee} /></th>
      <td className="number">{w.rank(move.rankBefore)} → {w.rank(move.rankAfter)} <span className={`way ${way}`}>{w.ways[way]}</span></td>
      <td className="number">{text(move.before)} → {text(move.after)}</td>
      <td><strong>{mileageRule[move.cause]}</strong> <span className="subtle small number">{others.join(", ")}</span></td>
    </tr>
  );
}
