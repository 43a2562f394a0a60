// Finding issues of all newsletters by words, narrowed down by what they are.
import { useId, useState } from "react";
import { Link, useSearchParams } from "wouter";

import { nextOf } from "../../api/paging";
import { useRead } from "../../api/useRead";
import { Field } from "../../parts/Field";
import { Loading } from "../../parts/Loading";
import { Empty, Problem } from "../../parts/Problem";
import { words as parts } from "../../parts/words";
import { useTyped } from "../../parts/useRested";
import { useWords } from "../../words/language";
import { Heading } from "../Heading";
import { addressOf, FACETS, inUse, leadsTo, toggled, wantedIn, type Facet, type Wanted } from "./asking";
import { SUGGESTIONS, type Found } from "./documents";
import { FacetList } from "./FacetList";
import { HitCard } from "./HitCard";
import { useSearch } from "./useSearch";
import { words } from "./words";
import "./search.css";

export default function Search() {
  const w = useWords(words);
  const [address, setAddress] = useSearchParams();
  const wanted = wantedIn(address);
  const { found, isOld, failure, again, more } = useSearch(wanted);
  const choose = (next: Wanted) => setAddress(new URLSearchParams(addressOf(next)), { replace: true });
  return (
    <div className="stack news">
      <Heading title={w.title} intro={w.intro} />
      <form role="search" className="stack tight" onSubmit={(event) => event.preventDefault()}>
        <Query value={wanted.query} choose={(query) => choose({ ...wanted, query })} />
      </form>
      {failure && <Problem failure={failure} again={again} />}
      {!found && !failure && <Loading lines={6} />}
      {found && (
        <div className={`news-search ${isOld ? "old" : ""}`} aria-busy={isOld}>
          <Facets found={found} wanted={wanted} choose={choose} />
          <Results found={found} wanted={wanted} choose={choose} more={more} />
        </div>
      )}
    </div>
  );
}

/** Asked once its writer pauses; on the way, what may be meant. */
function Query({ value, choose }: { value: string; choose(query: string): void }) {
  const w = useWords(words);
  const { typed, rested, type } = useTyped(value, choose);
  return (
    <>
      <Field label={w.query} hint={w.hint} required>
        {({ required: _, ...inside }) => (
          <input {...inside} type="search" className="krds-input" maxLength={200} value={typed} onChange={({ target }) => type(target.value)} />
        )}
      </Field>
      <Suggestions query={rested.trim()} />
    </>
  );
}

function Suggestions({ query }: { query: string }) {
  const w = useWords(words);
  const { data } = useRead(SUGGESTIONS, query ? { query } : null);
  const all = data?.newsletterSuggestions ?? [];
  if (all.length === 0) return null;
  return (
    <ul className="news-suggestions" aria-label={w.suggestions}>
      {all.map((one) => (
        <li key={`${one.kind} ${one.text}`}><Link href={leadsTo(one)}>{one.kind === "TOPIC" ? w.topic(one.text) : one.text}</Link></li>
      ))}
    </ul>
  );
}

interface Shown {
  readonly found: Found;
  readonly wanted: Wanted;
  choose(wanted: Wanted): void;
}

function Facets({ found, wanted, choose }: Shown) {
  const w = useWords(words);
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const count = inUse(wanted);
  const toggle = (facet: Facet, value: string) => choose(toggled(wanted, facet, value));
  return (
    <aside className={`news-facets filters stack ${isOpen ? "" : "folded"}`} aria-label={w.facets}>
      <button type="button" className="krds-btn secondary small fold" aria-expanded={isOpen} aria-controls={id} onClick={() => setOpen(!isOpen)}>{w.narrow(count)}</button>
      <div id={id} className="folding">
        {count > 0 && <button type="button" className="krds-btn xsmall text" onClick={() => choose({ ...wantedIn(new URLSearchParams()), query: wanted.query })}>{w.clear}</button>}
        {FACETS.map((facet) => (
          <FacetList key={facet} name={w.facet[facet]} values={found.facets[facet]} chosen={wanted.chosen[facet]} toggle={(value) => toggle(facet, value)} />
        ))}
      </div>
    </aside>
  );
}

function Results({ found, wanted, choose, more }: Shown & { more(after: string): void }) {
  const w = useWords(words);
  const p = useWords(parts);
  const next = nextOf(found);
  return (
    <section className="stack" aria-labelledby="results">
      <div className="row between">
        <h2 id="results">{w.results}</h2>
        <p role="status" className="subtle small">{w.found(found.totalCount)}</p>
      </div>
      {wanted.similarTo !== null && (
        <p className="notice">{w.onlyText} <button type="button" className="krds-btn xsmall text" onClick={() => choose({ ...wanted, similarTo: null })}>{w.everything}</button></p>
      )}
      {found.edges.length === 0 && <Empty title={w.none}><p>{w.noneHelp}</p></Empty>}
      <ul className="stack tight">{found.edges.map((hit) => <HitCard key={hit.cursor} hit={hit} all={`/newsletters/search?${addressOf({ ...wanted, similarTo: hit.node?.id ?? null })}`} />)}</ul>
      {next !== null && <button type="button" className="krds-btn tertiary medium" onClick={() => more(next)}>{p.more}</button>}
    </section>
  );
}
