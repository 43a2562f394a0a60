// How work was rated, where there is enough of it to tell.
import { enums } from "../words/enums";
import { useWords } from "../words/language";
import type { Shown } from "./documents";
import { words } from "./words";
import "./people.css";

const FULL = 5; // the best mark

type Means = NonNullable<Shown["evaluationSummary"]["means"]>;

export function Marks({ summary: { count, means, withheldBecause } }: { summary: Shown["evaluationSummary"] }) {
  const w = useWords(words);
  return (
    <section className="card stack tight" aria-labelledby="marks">
      <h2 id="marks">{w.evaluations}</h2>
      <p>{w.evaluationsOf(count)}</p>
      {withheldBecause && <p className="subtle">{withheldBecause}</p>}
      {means && <MeanList means={means} />}
    </section>
  );
}

export function MeanList({ means }: { means: Means }) {
  const w = useWords(words);
  const { evaluationAxis: names } = useWords(enums);
  const lines = [
    [names.IMPORTANCE, means.importance],
    [names.EFFECTIVENESS, means.effectiveness],
    [names.PROMPTNESS, means.promptness],
    [names.DIFFICULTY, means.difficulty],
    [w.score, means.score],
  ] as const;
  return (
    <dl className="people-marks">
      {lines.map(([name, mean]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="number">{mean}</dd>
          <dd className="meter" aria-hidden><span style={{ width: `${(Number(mean) / FULL) * 100}%` }} /></dd>
        </div>
      ))}
    </dl>
  );
}
