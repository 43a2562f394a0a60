// What other rules would have changed: how alike the orders are, points by rule, places, people, kings.
import { useWords } from "../../words/language";
import { words as shared } from "../words";
import type { Outcome } from "./documents";
import { Likenesses } from "./Likenesses";
import { Moves } from "./Moves";
import { words } from "./outcomeWords";
import { RuleBars } from "./RuleBars";
import { Slopes } from "./Slopes";
import { TriedMonths } from "./TriedMonths";

export function OutcomeView({ outcome }: { outcome: Outcome }) {
  const w = useWords(words);
  const s = useWords(shared);
  const { likeness, moved, rules, moves, months } = outcome;
  const first = s.monthOf(outcome.firstYear, outcome.firstMonth);
  const last = s.monthOf(outcome.lastYear, outcome.lastMonth);
  return (
    <section className="stack" aria-labelledby="outcome">
      <h3 id="outcome">{w.title}: {w.period(first, last)}</h3>
      <p>{w.moved(moved, likeness.people)}</p>
      <Likenesses likeness={likeness} />
      <p className="subtle small">{w.likeHelp}</p>
      <TriedMonths months={months} />
      <RuleBars rules={rules} />
      <Slopes moves={moves} />
      <Moves moves={moves} moved={moved} />
    </section>
  );
}
