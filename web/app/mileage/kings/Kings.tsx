// The podium of the newest closed month, and the kings of the months before it.
import { Loading } from "../../parts/Loading";
import { Empty, Problem } from "../../parts/Problem";
import { words as parts } from "../../parts/words";
import { useWords } from "../../words/language";
import { Heading } from "../Heading";
import { words as shared } from "../words";
import type { KingMonth } from "./documents";
import { Month } from "./Month";
import { useKings, type Step } from "./useKings";
import { words } from "./words";
import "./kings.css";

export default function Kings() {
  const w = useWords(words);
  const p = useWords(parts);
  const { known, isLoaded, failure, step, more, again } = useKings();
  const [newest, ...past] = known.months;
  return (
    <div className="stack">
      <Heading title={w.title}>{w.intro}</Heading>
      {failure && <Problem failure={failure} again={again} />}
      {!isLoaded && !failure && <Loading lines={3} />}
      {isLoaded && !newest && <Empty title={w.none}><p>{w.noneHelp}</p></Empty>}
      {newest && <Section month={newest} step={step} />}
      {past.length > 0 && <Past months={past} step={step} />}
      {known.next !== null && (
        <button type="button" className="krds-btn tertiary medium" onClick={() => void more()}>{p.more}</button>
      )}
    </div>
  );
}

function Section({ month, step }: { month: KingMonth; step: Step }) {
  const w = useWords(words);
  const s = useWords(shared);
  return (
    <section className="stack" aria-labelledby="newest">
      <h2 id="newest">{w.kingsOf(s.monthOf(month.year, month.month))}</h2>
      <Month month={month} step={step} isPodium />
    </section>
  );
}

function Past({ months, step }: { months: readonly KingMonth[]; step: Step }) {
  const w = useWords(words);
  const s = useWords(shared);
  return (
    <section className="stack" aria-labelledby="past">
      <h2 id="past">{w.past}</h2>
      {months.map((month) => (
        <section key={month.id} className="card stack tight" aria-labelledby={month.id}>
          <h3 id={month.id}>{s.monthOf(month.year, month.month)}</h3>
          <Month month={month} step={step} />
        </section>
      ))}
    </section>
  );
}
