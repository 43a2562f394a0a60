// The filters: what they say goes straight into the address.
import { useEffect, useId, useState } from "react";
import { useQuery } from "urql";

import { graphql } from "../../api/graphql";
import { Choice } from "../../parts/Choice";
import { enums } from "../../words/enums";
import { useWords } from "../../words/language";
import { inUse, NONE, ORDERS, STATES, VIEWS, WHOSE, type Filters } from "./filters";
import { words } from "./words";

const TYPING = 300; // milliseconds of rest before a search begins
const DEPARTMENT_NAME = graphql(`query DepartmentName($id: ID!) { department(id: $id) { name } }`);

interface Chosen {
  readonly filters: Filters;
  choose(filters: Filters): void;
}

export function FilterBar({ filters, choose }: Chosen) {
  const w = useWords(words);
  const { requestState, scale } = useWords(enums);
  const set = (change: Partial<Filters>) => choose({ ...filters, ...change });
  const [state] = filters.states;
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const count = inUse(filters);
  return (
    <form role="search" aria-label={w.filters} className={`filters card ${isOpen ? "" : "folded"}`} onSubmit={(event) => event.preventDefault()}>
      <Search value={filters.search} choose={(search) => set({ search })} />
      <button type="button" className="krds-btn secondary small fold" aria-expanded={isOpen} aria-controls={id} onClick={() => setOpen(!isOpen)}>
        {w.fold(count)}
      </button>
      <div id={id} className="folding">
        <Choice label={w.whose} value={filters.whose} values={WHOSE} names={w.whoses} choose={(whose) => set({ whose })} />
        <Choice
          label={w.state}
          value={filters.states.length === 1 && state ? state : "ALL"}
          values={["ALL", ...STATES]}
          names={{ ...requestState, ALL: w.allStates }}
          choose={(chosen) => set({ states: chosen === "ALL" ? [] : [chosen] })}
        />
        <Choice
          label={w.scale}
          value={filters.scale ?? "ANY"}
          values={["ANY", "CITYWIDE", "MULTI_BUREAU", "BUREAU"]}
          names={{ ...scale, ANY: w.anyScale }}
          choose={(chosen) => set({ scale: chosen === "ANY" ? null : chosen })}
        />
        <Choice label={w.order} value={filters.order} values={ORDERS} names={w.orders} choose={(order) => set({ order })} />
        <Choice label={w.view} value={filters.view} values={VIEWS} names={w.views} choose={(view) => set({ view })} />
        <label className="row check">
          <input type="checkbox" checked={filters.overdue} onChange={(event) => set({ overdue: event.target.checked })} />
          {w.overdueOnly}
        </label>
        <Departments filters={filters} choose={choose} />
        {(count > 0 || filters.search) && (
          <button type="button" className="krds-btn xsmall text" onClick={() => choose({ ...filters, ...NONE })}>
            {w.clear}
          </button>
        )}
      </div>
    </form>
  );
}

function Search({ value, choose }: { value: string; choose(search: string): void }) {
  const w = useWords(words);
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  useEffect(() => {
    if (typed === value) return undefined;
    const rest = setTimeout(() => choose(typed), TYPING);
    return () => clearTimeout(rest);
  });
  return (
    <label className="stack tight filter-search">
      <span className="small">{w.search}</span>
      <input type="search" className="krds-input small" maxLength={200} value={typed} onChange={(event) => setTyped(event.target.value)} />
    </label>
  );
}

function Departments({ filters, choose }: Chosen) {
  const kinds = ["asking", "asked"] as const;
  return kinds.map((kind) => {
    const id = filters[kind];
    return id && <DepartmentChip key={kind} kind={kind} id={id} drop={() => choose({ ...filters, [kind]: null })} />;
  });
}

function DepartmentChip({ kind, id, drop }: { kind: "asking" | "asked"; id: string; drop(): void }) {
  const w = useWords(words);
  const [{ data }] = useQuery({ query: DEPARTMENT_NAME, variables: { id } });
  return (
    <button type="button" className="krds-btn xsmall secondary" onClick={drop}>
      {w.departmentFilter(kind, data?.department?.name ?? "…")} ✕
    </button>
  );
}
