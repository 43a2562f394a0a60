// The means of what a department was given; the server withholds them where they would tell who gave what.
import { useId, useState } from "react";
import { useQuery } from "urql";

import { Choice } from "../parts/Choice";
import { Loading } from "../parts/Loading";
import { useWords } from "../words/language";
import { today, useNow } from "../words/times";
import { SUMMARY } from "./documents";
import { AXES } from "./marks";
import { words } from "./words";

const PERIODS = ["year", "all"] as const;
const MOST = 5;

export function Summary({ id, name }: { id: string; name: string }) {
  const w = useWords(words);
  const heading = useId();
  const year = Number(today(useNow()).slice(0, 4));
  const [period, setPeriod] = useState<(typeof PERIODS)[number]>("year");
  const filter = { department: id, ...(period === "year" && { period: { year } }) };
  const [{ data, error }] = useQuery({ query: SUMMARY, variables: { filter }, requestPolicy: "cache-and-network" });
  const summary = data?.evaluationSummary;
  return (
    <section aria-labelledby={heading} className="card stack tight">
      <div className="row between">
        <h2 id={heading}>
          {w.summary(name)} {summary && <span className="number subtle">{w.count(summary.count)}</span>}
        </h2>
        <Choice label={w.period} value={period} values={PERIODS} names={w.periods} choose={(chosen) => setPeriod(chosen)} />
      </div>
      {error && <p role="alert">{error.graphQLErrors[0]?.message ?? w.unreachable}</p>}
      {!summary && !error && <Loading lines={1} />}
      {summary?.withheldBecause && <p className="subtle">{summary.withheldBecause}</p>}
      {summary?.means && <Means means={summary.means} />}
    </section>
  );
}

function Means({ means }: { means: Record<(typeof AXES)[number] | "score", string> }) {
  const w = useWords(words);
  return (
    <dl className="stack tight">
      {[...AXES, "score" as const].map((axis) => (
        <div key={axis} className="rating-mean">
          <dt>{axis === "score" ? w.score : w.axes[axis]}</dt>
          <dd className="meter" aria-hidden><span style={{ width: `${(Number(means[axis]) / MOST) * 100}%` }} /></dd>
          <dd className="number">{means[axis]}</dd>
        </div>
      ))}
    </dl>
  );
}
