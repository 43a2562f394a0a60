// A draft is tried as it stands, and the result stays with it.
import { readLonger } from "../../api/longer";
import { Failure } from "../../api/failures";
import { announce } from "../../parts/announcing";
import { useWords } from "../../words/language";
import { Ago } from "../../words/times";
import { keyOf } from "../periods";
import type { MonthGiven, Range } from "../ranges";
import { TRY, type Outcome, type Policy } from "./documents";
import { OutcomeView } from "./OutcomeView";
import { TrialSection } from "./TrialSection";
import { words } from "./words";

interface Tried {
  readonly policy: Policy & { readonly simulation: Outcome | null };
  again(): void;
}

export function DraftTrial({ policy, again }: Tried) {
  const w = useWords(words);
  const { id, version, simulatedAt, simulation } = policy;
  const ask = async (first: MonthGiven, last: MonthGiven, signal: AbortSignal) => {
    const { payload } = await readLonger(TRY, { id, first, last, version }, signal);
    if (payload.errors.length > 0) throw new Failure("refused", payload.errors.map(({ message }) => message).join(" "));
    announce(w.finished(payload.policy?.simulation?.moved ?? 0));
    again();
  };
  return (
    <TrialSection first={simulation && rangeOf(simulation)} isReady help={w.trialKept} ask={ask}>
      {simulatedAt ? <p className="small subtle">{w.triedAt} <Ago at={simulatedAt} /></p> : <p className="subtle">{w.notTried}</p>}
      {simulation && <OutcomeView outcome={simulation} />}
    </TrialSection>
  );
}

function rangeOf({ firstYear, firstMonth, lastYear, lastMonth }: Outcome): Range {
  const key = (year: number, part: number) => keyOf({ kind: "MONTH", year, part });
  return { first: key(firstYear, firstMonth), last: key(lastYear, lastMonth) };
}
