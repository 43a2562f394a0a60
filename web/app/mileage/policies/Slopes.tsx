// Places then and tried, joined by lines; the table of moves below says the same in words.
import { useWords } from "../../words/language";
import { words as shared } from "../words";
import type { Move } from "./documents";
import { words } from "./outcomeWords";
import { slopes, type Slope } from "./slopes";

const MOST = 12;
const ROW = 3.2; // rem, as in the style sheet
const MARKS = { up: "▲", down: "▼", same: "=" } as const;

export function Slopes({ moves }: { moves: readonly Move[] }) {
  const w = useWords(words);
  const s = useWords(shared);
  const movers = moves.map(({ employee, rankBefore, rankAfter }, at) => ({
    id: employee?.id ?? String(at),
    name: employee?.name ?? s.somebody,
    before: rankBefore,
    after: rankAfter,
  }));
  const lines = slopes(movers, MOST);
  if (lines.length === 0) return null;
  const told = lines.map(({ name, before, after }) => w.slopeTold(name, w.rank(before), w.rank(after))).join(", ");
  const y = (row: number) => `${(row + 0.5) * ROW}rem`;
  return (
    <section className="stack tight" aria-labelledby="slopes">
      <h4 id="slopes">{w.slopes}</h4>
      <p className="subtle small">{w.slopesHelp(lines.length)}</p>
      <div className="slopes">
        <span className="column">{w.then}</span><span /><span className="column">{w.tried}</span>
        <Column lines={[...lines].sort((one, two) => one.from - two.from)} side="before" />
        <svg className="plot" role="img" aria-label={w.slopesChart(told)} style={{ height: `${lines.length * ROW}rem` }}>
          {lines.map(({ id, from, to, way }) => <line key={id} className={`slope ${way}`} x1="0" x2="100%" y1={y(from)} y2={y(to)} />)}
        </svg>
        <Column lines={[...lines].sort((one, two) => one.to - two.to)} side="after" />
      </div>
    </section>
  );
}

function Column({ lines, side }: { lines: readonly Slope[]; side: "before" | "after" }) {
  const w = useWords(words);
  return (
    <ol aria-hidden>
      {lines.map((line) => (
        <li key={line.id}>
          <span><span className="number">{w.rank(line[side])}</span> {line.name}</span>
          {side === "after" && <span className={`way ${line.way}`}>{MARKS[line.way]}</span>}
        </li>
      ))}
    </ol>
  );
}
