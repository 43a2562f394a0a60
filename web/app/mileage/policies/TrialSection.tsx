// Choosing months, and waiting for what other rules would have changed in them.
import { useState, type ReactNode } from "react";

import { announce } from "../../parts/announcing";
import { Problem } from "../../parts/Problem";
import { useWords } from "../../words/language";
import { MonthRange } from "../MonthRange";
import { closedMonths, monthIn, rangeProblem, type MonthGiven, type Range } from "../ranges";
import { Seconds } from "./Seconds";
import { useTrial } from "./useTrial";
import { words } from "./words";

const MOST_MONTHS = 24;

interface Tried {
  readonly first: Range | null;
  readonly isReady: boolean;
  readonly help: string;
  /** Shown until it is tried again. */
  readonly children: ReactNode;
  ask(first: MonthGiven, last: MonthGiven, signal: AbortSignal): Promise<void>;
}

export function TrialSection({ first, isReady, help, children, ask }: Tried) {
  const w = useWords(words);
  const [range, setRange] = useState(() => first ?? closedMonths(3, Date.now()));
  const trial = useTrial();
  const problem = rangeProblem(range, MOST_MONTHS, Date.now());
  const [from, to] = [monthIn(range.first), monthIn(range.last)];
  const mayRun = isReady && problem === null && trial.since === null;
  const run = () => {
    if (mayRun && from && to) void trial.run((signal) => ask(from, to, signal));
  };
  const giveUp = () => {
    trial.giveUp();
    announce(w.givenUp);
  };
  return (
    <section className="card stack" aria-labelledby="trial">
      <h2 id="trial">{w.trial}</h2>
      <p className="subtle">{w.trialHelp} {help}</p>
      <MonthRange range={range} problem={problem} most={MOST_MONTHS} set={setRange} />
      {!isReady && <p className="subtle">{w.fixFirst}</p>}
      {trial.since === null ? (
        <p><button type="button" className="krds-btn primary medium" aria-disabled={!mayRun} onClick={run}>{w.run}</button></p>
      ) : (
        <div className="trial-running" aria-busy>
          <span role="status">{w.running}</span>
          <Seconds since={trial.since} />
          <button type="button" className="krds-btn tertiary small" onClick={giveUp}>{w.giveUp}</button>
        </div>
      )}
      {trial.failure && <Problem failure={trial.failure} again={run} />}
      {trial.since === null && children}
    </section>
  );
}
