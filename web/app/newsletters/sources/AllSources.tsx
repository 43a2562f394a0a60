// All sources that I look after: first those that something is wrong with.
import { useMemo } from "react";

import { read } from "../../api/client";
import { nextOf } from "../../api/paging";
import { usePages } from "../../api/usePages";
import { Loading } from "../../parts/Loading";
import { Empty, Problem } from "../../parts/Problem";
import { words as parts } from "../../parts/words";
import { useWords } from "../../words/language";
import { Heading } from "../Heading";
import { ALL, type Source, type SourcePage } from "./documents";
import { SourceCard } from "./SourceCard";
import { useLookingAgain } from "./useLookingAgain";
import { words } from "./words";
import "./sources.css";

interface Known {
  readonly sources: readonly Source[];
  readonly total: number;
  readonly next: string | null;
}

const NONE: Known = { sources: [], total: 0, next: null };
const STEPS = {
  none: NONE,
  loaded: (_: Known, page: SourcePage): Known => ({ sources: page.nodes, total: page.totalCount, next: nextOf(page) }),
  extended: (known: Known, page: SourcePage): Known => ({ sources: [...known.sources, ...page.nodes], total: page.totalCount, next: nextOf(page) }),
};

export default function AllSources() {
  const w = useWords(words);
  const troubled = useListed(true);
  const fine = useListed(false);
  const again = () => {
    troubled.again();
    fine.again();
  };
  const all = useMemo(() => [...troubled.known.sources, ...fine.known.sources], [troubled.known, fine.known]);
  const isLoaded = troubled.isLoaded && fine.isLoaded;
  const failure = troubled.failure ?? fine.failure;
  useLookingAgain(all, again);
  return (
    <div className="stack news">
      <Heading title={w.allTitle} intro={w.allIntro} />
      {failure && <Problem failure={failure} again={again} />}
      {!isLoaded && !failure && <Loading lines={4} />}
      {isLoaded && all.length === 0 && <Empty title={w.noneOfAll}><p>{w.noneOfAllHelp}</p></Empty>}
      {isLoaded && all.length > 0 && <Listed id="troubled" name={w.troubledList} none={w.noTrouble} list={troubled} again={again} />}
      {fine.known.total > 0 && <Listed id="fine" name={w.fineList} none="" list={fine} again={again} />}
    </div>
  );
}

function useListed(hasProblem: boolean) {
  return usePages(STEPS, async (after, signal) => (await read(ALL, { hasProblem, after }, signal)).newsletterSources);
}

interface Shown {
  readonly id: string;
  readonly name: string;
  readonly none: string;
  readonly list: ReturnType<typeof useListed>;
  again(): void;
}

function Listed({ id, name, none, list: { known, more }, again }: Shown) {
  const w = useWords(words);
  const p = useWords(parts);
  return (
    <section className="stack" aria-labelledby={id}>
      <div className="row between">
        <h2 id={id}>{name}</h2>
        <p role="status" className="small subtle">{w.count(known.total)}</p>
      </div>
      {known.total === 0 && <p className="notice">{none}</p>}
      <ul className="news-sources">{known.sources.map((source) => <SourceCard key={source.id} source={source} isTitled again={again} />)}</ul>
      {known.next !== null && <button type="button" className="krds-btn tertiary medium" onClick={more}>{p.more}</button>}
    </section>
  );
}
