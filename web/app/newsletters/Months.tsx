// Issues under the months they are of.
import { useMemo } from "react";

import { useWords } from "../words/language";
import type { IssueLine } from "./documents";
import { IssueCard } from "./IssueCard";
import { months } from "./listing";
import { words } from "./words";

export function Months({ issues }: { issues: readonly IssueLine[] }) {
  const w = useWords(words);
  const runs = useMemo(() => months(issues), [issues]);
  return runs.map(({ year, month, issues: inside }) => (
    <section key={`${year}-${month}`} className="stack tight" aria-labelledby={`month-${year}-${month}`}>
      <h3 id={`month-${year}-${month}`} className="news-month">{w.monthOf(year, month)}</h3>
      <ul className="news-cards">
        {inside.map((issue) => <IssueCard key={issue.id} issue={issue} />)}
      </ul>
    </section>
  ));
}
