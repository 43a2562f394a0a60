import { Choice } from "../../parts/Choice";
import { enums } from "../../words/enums";
import { useWords } from "../../words/language";
import { HANDLERS, STATES, type Filters } from "./filters";
import { words } from "./words";

interface Chosen {
  readonly filters: Filters;
  readonly isHead: boolean;
  choose(filters: Filters): void;
}

export function InboxFilters({ filters, isHead, choose }: Chosen) {
  const w = useWords(words);
  const { deliveryState } = useWords(enums);
  const set = (change: Partial<Filters>) => choose({ ...filters, ...change });
  return (
    <form role="search" aria-label={w.filters} className="filters card" onSubmit={(event) => event.preventDefault()}>
      <Choice label={w.handler} value={filters.handler} values={HANDLERS} names={w.handlers} choose={(handler) => set({ handler })} />
      <Choice
        label={w.state}
        value={filters.state ?? "ALL"}
        values={["ALL", ...STATES]}
        names={{ ...deliveryState, ALL: w.allStates }}
        choose={(state) => set({ state: state === "ALL" ? null : state })}
      />
      <label className="row check">
        <input type="checkbox" checked={filters.overdue} onChange={(event) => set({ overdue: event.target.checked })} />
        {w.overdueOnly}
      </label>
      {isHead && (
        <label className="row check">
          <input type="checkbox" checked={filters.approval} onChange={(event) => set({ approval: event.target.checked })} />
          {w.approvalOnly}
        </label>
      )}
    </form>
  );
}
