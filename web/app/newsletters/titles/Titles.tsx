// The catalogue: every title there is, as the address chooses them.
import { useState } from "react";
import { Link, useLocation, useSearchParams } from "wouter";

import { read } from "../../api/client";
import { nextOf } from "../../api/paging";
import { useAgainWhenBack } from "../../api/useAgainWhenBack";
import { usePages } from "../../api/usePages";
import { Loading } from "../../parts/Loading";
import { Empty, Problem } from "../../parts/Problem";
import { words as parts } from "../../parts/words";
import { useIsAdministrator } from "../../session/useIsAdministrator";
import { useWords } from "../../words/language";
import { addressOfTitle } from "../addresses";
import { RegisterDialog } from "../catalogue/TitleDialog";
import { words as catalogue } from "../catalogue/words";
import { words as gaps } from "../gaps/words";
import { Heading } from "../Heading";
import { SourcesLink } from "../sources/SourcesLink";
import { OUT } from "../states";
import { useIssueNews } from "../useIssueNews";
import { TITLES, type ListedTitle, type TitlePage } from "./documents";
import { FilterBar } from "./FilterBar";
import { addressOf, conditionOf, filtersIn, type Filters } from "./filters";
import { TitleCard } from "./TitleCard";
import { words } from "./words";

interface Known {
  readonly titles: readonly ListedTitle[];
  readonly total: number;
  readonly next: string | null;
}

const NONE: Known = { titles: [], total: 0, next: null };
const STEPS = {
  none: NONE,
  loaded: again,
  extended: (known: Known, page: TitlePage) => ({ titles: [...known.titles, ...page.nodes], total: page.totalCount, next: nextOf(page) }),
};

export default function Titles() {
  const w = useWords(words);
  const g = useWords(gaps);
  const [address, setAddress] = useSearchParams();
  const filters = filtersIn(address);
  const choose = (next: Filters) => setAddress(new URLSearchParams(addressOf(next)), { replace: true });
  return (
    <div className="stack news">
      <Heading title={w.title} intro={w.intro}>{useIsAdministrator() && <Register />}</Heading>
      <p className="row"><Link className="link" href="/newsletters/titles/gaps">{g.link}</Link><SourcesLink /></p>
      <FilterBar filters={filters} choose={choose} />
      <Found key={addressOf(filters)} filters={filters} />
    </div>
  );
}

function Register() {
  const c = useWords(catalogue);
  const [isOpen, open] = useState(false);
  const [, navigate] = useLocation();
  return (
    <>
      <button type="button" className="krds-btn medium" onClick={() => open(true)}>{c.register}</button>
      {isOpen && <RegisterDialog done={(title) => navigate(addressOfTitle(title))} onClose={() => open(false)} />}
    </>
  );
}

function Found({ filters }: { filters: Filters }) {
  const w = useWords(words);
  const p = useWords(parts);
  const ask = async (after: string | null, signal?: AbortSignal) =>
    (await read(TITLES, { filter: conditionOf(filters), after }, signal)).newsletters;
  const { known, isLoaded, failure, again, more } = usePages(STEPS, ask);
  useAgainWhenBack({ again });
  useIssueNews("titles", { again }, { filter: { state: { in: [...OUT] } }, isGathered: true });
  return (
    <section className="stack" aria-labelledby="titles">
      <div className="row between">
        <h2 id="titles">{w.list}</h2>
        {isLoaded && <p role="status" className="subtle small">{w.found(known.total)}</p>}
      </div>
      {failure && <Problem failure={failure} again={again} />}
      {!isLoaded && !failure && <Loading lines={6} />}
      {isLoaded && known.titles.length === 0 && <Empty title={w.none}><p>{w.noneHelp}</p></Empty>}
      <ul className="news-cards">{known.titles.map((title) => <TitleCard key={title.id} title={title} />)}</ul>
      {known.next !== null && <button type="button" className="krds-btn tertiary medium" onClick={more}>{p.more}</button>}
    </section>
  );
}

/** What was read on stays: titles change, but none of them goes. */
function again(known: Known, page: TitlePage): Known {
  const fresh = new Set(page.nodes.map(({ id }) => id));
  const behind = known.titles.filter(({ id }) => !fresh.has(id));
  return { titles: [...page.nodes, ...behind], total: page.totalCount, next: behind.length > 0 ? known.next : nextOf(page) };
}
