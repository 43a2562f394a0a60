// Issues of all newsletters, the newest first, as the address chooses them.
import { Link, useSearchParams } from "wouter";

import { read } from "../../api/client";
import { useRead } from "../../api/useRead";
import { Loading } from "../../parts/Loading";
import { Empty, Problem } from "../../parts/Problem";
import { words as parts } from "../../parts/words";
import { useWords } from "../../words/language";
import { Heading } from "../Heading";
import { Months } from "../Months";
import { IN_WORK as IN_WORK_STATES } from "../states";
import { useIssueNews } from "../useIssueNews";
import { useIssues } from "../useIssues";
import { words as shared } from "../words";
import { IN_WORK_COUNT, ISSUES } from "./documents";
import { FilterBar } from "./FilterBar";
import { addressOf, conditionOf, filtersIn, type Filters } from "./filters";
import { words } from "./words";

export default function Archive() {
  const w = useWords(words);
  const s = useWords(shared);
  const [address, setAddress] = useSearchParams();
  const filters = filtersIn(address);
  const shown = addressOf(filters);
  const choose = (next: Filters) => setAddress(new URLSearchParams(addressOf(next)), { replace: true });
  return (
    <div className="stack news">
      <Heading title={s.title} intro={w.intro} />
      <FilterBar filters={filters} choose={choose} />
      {filters.state === "out" && <InWork />}
      <Issues key={shown} filters={filters} />
    </div>
  );
}

/** A way to what is being written, for those who may see any of it. */
function InWork() {
  const w = useWords(words);
  const reading = useRead(IN_WORK_COUNT, {});
  useIssueNews("in work", reading, { filter: { state: { in: [...IN_WORK_STATES] } }, isGathered: true });
  const count = reading.data?.newsletterIssues.totalCount ?? 0;
  const waiting = reading.data?.waiting.totalCount ?? 0;
  if (count === 0) return null;
  return (
    <p className="notice row">
      <Link className="link" href="/newsletters?state=work">{w.inWork(count)}</Link>
      {waiting > 0 && <Link className="link" href="/newsletters?state=scheduled">{w.waiting(waiting)}</Link>}
      <span className="small">{w.inWorkHelp}</span>
    </p>
  );
}

function Issues({ filters }: { filters: Filters }) {
  const w = useWords(words);
  const p = useWords(parts);
  const s = useWords(shared);
  const ask = async (after: string | null, signal?: AbortSignal) =>
    (await read(ISSUES, { filter: conditionOf(filters), after }, signal)).newsletterIssues;
  const { known, isLoaded, failure, more, welcome } = useIssues(addressOf(filters), conditionOf(filters), ask);
  return (
    <section className="stack" aria-labelledby="issues">
      <div className="row between">
        <h2 id="issues">{w.list}</h2>
        {isLoaded && <p role="status" className="subtle small">{w.found(known.total)}</p>}
      </div>
      {failure && <Problem failure={failure} />}
      {!isLoaded && !failure && <Loading lines={6} />}
      {isLoaded && known.issues.length === 0 && <Empty title={w.none}><p>{w.noneHelp}</p></Empty>}
      <div className="arrivals">
        {known.arrived.length > 0 && <button type="button" className="krds-btn secondary small" onClick={welcome}>{s.arrived(known.arrived.length)}</button>}
      </div>
      <Months issues={known.issues} />
      {known.next !== null && <button type="button" className="krds-btn tertiary medium" onClick={more}>{p.more}</button>}
    </section>
  );
}
