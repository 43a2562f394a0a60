// The conditions: what they say goes straight into the address.
import { useId, useState } from "react";

import { Choice } from "../../parts/Choice";
import { enums } from "../../words/enums";
import { useWords } from "../../words/language";
import { choices, publishersOf, topicsOf } from "../offers";
import { useEveryTitle } from "../useEveryTitle";
import { words as shared } from "../words";
import { AUDIENCES, inUse, MINE, PERIODS, STATES, USUAL, type Filters } from "./filters";
import { words } from "./words";

interface Chosen {
  readonly filters: Filters;
  choose(filters: Filters): void;
}

export function FilterBar({ filters, choose }: Chosen) {
  const w = useWords(words);
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const count = inUse(filters);
  return (
    <form role="search" aria-label={w.filters} className={`filters card ${isOpen ? "" : "folded"}`} onSubmit={(event) => event.preventDefault()}>
      <button type="button" className="krds-btn secondary small fold" aria-expanded={isOpen} aria-controls={id} onClick={() => setOpen(!isOpen)}>
        {w.fold(count)}
      </button>
      <div id={id} className="folding">
        <Conditions filters={filters} choose={choose} />
        {count > 0 && <button type="button" className="krds-btn xsmall text" onClick={() => choose(USUAL)}>{w.clear}</button>}
      </div>
    </form>
  );
}

function Conditions({ filters, choose }: Chosen) {
  const w = useWords(words);
  const s = useWords(shared);
  const { newsletterAudience, newsletterPeriod } = useWords(enums);
  const titles = useEveryTitle();
  const set = (change: Partial<Filters>) => choose({ ...filters, ...change });
  const newsletters = choices(s.all, filters.newsletter, titles.map(({ slug, name }) => [slug, name]));
  const publishers = choices(s.all, filters.publisher, publishersOf(titles));
  const topics = choices(s.all, filters.topic, topicsOf(titles).map((topic) => [topic, topic]));
  return (
    <>
      <Choice label={w.audience} value={filters.audience} values={["", ...AUDIENCES]} names={{ ...newsletterAudience, "": s.all }} choose={(audience) => set({ audience })} />
      <Choice label={w.newsletter} value={filters.newsletter} {...newsletters} choose={(newsletter) => set({ newsletter })} />
      <Choice label={w.publisher} value={filters.publisher} {...publishers} choose={(publisher) => set({ publisher })} />
      <Choice label={w.topic} value={filters.topic} {...topics} choose={(topic) => set({ topic })} />
      <Choice label={w.period} value={filters.period} values={["", ...PERIODS]} names={{ ...newsletterPeriod, "": s.all }} choose={(period) => set({ period })} />
      <Choice label={w.state} value={filters.state} values={STATES} names={w.states} choose={(state) => set({ state })} />
      <Choice label={w.mine} value={filters.mine} values={MINE} names={{ ...w.mines, "": s.all }} choose={(mine) => set({ mine })} />
      <DayChoice label={w.since} value={filters.since} most={filters.until} choose={(since) => set({ since })} />
      <DayChoice label={w.until} value={filters.until} least={filters.since} choose={(until) => set({ until })} />
    </>
  );
}

interface Days {
  readonly label: string;
  readonly value: string;
  readonly least?: string;
  readonly most?: string;
  choose(day: string): void;
}

function DayChoice({ label, value, least, most, choose }: Days) {
  return (
    <label className="stack tight">
      <span className="small">{label}</span>
      <input type="date" className="choice" value={value} min={least || undefined} max={most || undefined} onChange={(event) => choose(event.target.value)} />
    </label>
  );
}
