// The conditions on titles: what they say goes straight into the address.
import { useId, useState } from "react";

import { Choice } from "../../parts/Choice";
import { useTyped } from "../../parts/useRested";
import { enums } from "../../words/enums";
import { useWords } from "../../words/language";
import { FORMATS } from "../formats";
import { choices, publishersOf, topicsOf } from "../offers";
import { useEveryTitle } from "../useEveryTitle";
import { words as shared } from "../words";
import { inUse, STATUSES, USUAL, type Filters } from "./filters";
import { words } from "./words";

interface Chosen {
  readonly filters: Filters;
  choose(filters: Filters): void;
}

export function FilterBar({ filters, choose }: Chosen) {
  const w = useWords(words);
  const s = useWords(shared);
  const { newsletterAudience, newsletterFormat, newsletterStatus } = useWords(enums);
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const titles = useEveryTitle();
  const count = inUse(filters);
  const set = (change: Partial<Filters>) => choose({ ...filters, ...change });
  const publishers = choices(s.all, filters.publisher, publishersOf(titles));
  const topics = choices(s.all, filters.topic, topicsOf(titles).map((topic) => [topic, topic]));
  return (
    <form role="search" aria-label={w.filters} className={`filters card ${isOpen ? "" : "folded"}`} onSubmit={(event) => event.preventDefault()}>
      <Name value={filters.name} choose={(name) => set({ name })} />
      <button type="button" className="krds-btn secondary small fold" aria-expanded={isOpen} aria-controls={id} onClick={() => setOpen(!isOpen)}>
        {w.fold(count)}
      </button>
      <div id={id} className="folding">
        <Choice label={w.audience} value={filters.audience} values={["", "CITIZEN", "STAFF"]} names={{ ...newsletterAudience, "": s.all }} choose={(audience) => set({ audience })} />
        <Choice label={w.publisher} value={filters.publisher} {...publishers} choose={(publisher) => set({ publisher })} />
        <Choice label={w.topic} value={filters.topic} {...topics} choose={(topic) => set({ topic })} />
        <Choice label={w.format} value={filters.format} values={["", ...FORMATS]} names={{ ...newsletterFormat, "": s.all }} choose={(format) => set({ format })} />
        <Choice label={w.status} value={filters.status} values={["", ...STATUSES]} names={{ ...newsletterStatus, "": s.all }} choose={(status) => set({ status })} />
        {(count > 0 || filters.name) && <button type="button" className="krds-btn xsmall text" onClick={() => choose(USUAL)}>{w.clear}</button>}
      </div>
    </form>
  );
}

/** Asked for once its writer pauses. */
function Name({ value, choose }: { value: string; choose(name: string): void }) {
  const w = useWords(words);
  const { typed, type } = useTyped(value, choose);
  return (
    <label className="stack tight filter-search">
      <span className="small">{w.name}</span>
      <input type="search" className="krds-input small" maxLength={100} value={typed} onChange={(event) => type(event.target.value)} />
    </label>
  );
}
