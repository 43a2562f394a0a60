// Giving the work out: who of the department does it, who leads, and who has which share.
import { useId } from "react";

import { Loading } from "../../parts/Loading";
import { Problem } from "../../parts/Problem";
import { useWords } from "../../words/language";
import type { Filled } from "./ActDialog";
import { refusalOf } from "./doing";
import type { DraftOf } from "./drafts";
import { MemberList } from "./MemberList";
import { added, evenly, given, removed, sum } from "./shares";
import { useMembers } from "./useMembers";
import { words } from "./words";

type Assigning = Filled<DraftOf<"ASSIGN">>;

export function AssignFields({ draft, set, seen, refusals }: Assigning) {
  const w = useWords(words);
  const { members, failure, again } = useMembers(seen.department?.id ?? null);
  const { handlers, lead } = draft;
  const toggle = (member: { id: string; name: string }, wanted: boolean) => {
    const next = wanted ? added(handlers, member) : removed(handlers, member.id, lead);
    const stays = next.some(({ id }) => id === lead);
    set({ ...draft, handlers: next, lead: stays ? lead : (next[0]?.id ?? null) });
  };
  if (failure) return <Problem failure={failure} again={again} />;
  if (members === undefined) return <Loading lines={2} />;
  return (
    <>
      <MemberList members={members} chosen={handlers} toggle={toggle} error={refusalOf(refusals, "employeeId")} />
      {handlers.length > 0 && <Shares draft={draft} set={set} error={refusalOf(refusals, "handlers")} />}
      {handlers.length === 0 && <p className="subtle small">{w.chooseSomebody}</p>}
    </>
  );
}

function Shares({ draft, set, error }: Pick<Assigning, "draft" | "set"> & { error: string | undefined }) {
  const w = useWords(words);
  const id = useId();
  const total = sum(draft.handlers);
  return (
    <fieldset className="field" aria-describedby={`${id}-sum`}>
      <legend>{w.shares}</legend>
      <ul className="stack tight">
        {draft.handlers.map((one) => (
          <li key={one.id} className="row act-share">
            <strong className="grow">{one.name}</strong>
            <label className="row act-choice">
              <input type="radio" name={`${id}-lead`} checked={one.id === draft.lead} onChange={() => set({ ...draft, lead: one.id })} />
              {w.lead}
            </label>
            <label className="row">
              <span className="sr-only">{w.shareOf(one.name)}</span>
              <input
                type="number"
                className="krds-input small"
                min={0}
                max={100}
                step={1}
                required
                value={Number.isNaN(one.share) ? "" : one.share}
                onChange={(event) => set({ ...draft, handlers: given(draft.handlers, one.id, event.target.valueAsNumber, draft.lead) })}
              />
              %
            </label>
          </li>
        ))}
      </ul>
      <p id={`${id}-sum`} role="status" className={total === 100 ? "subtle small" : "error"}>
        {total === 100 ? w.sumIsRight : w.sumIsWrong(total)}
      </p>
      {error && <p className="error">{error}</p>}
      {draft.handlers.length > 1 && (
        <button type="button" className="krds-btn text small" onClick={() => set({ ...draft, handlers: evenly(draft.handlers) })}>
          {w.evenly}
        </button>
      )}
    </fieldset>
  );
}
