// The form of an act, with what was refused of it.
import { useId, useState, type FormEvent } from "react";

import { Dialog } from "../../parts/Dialog";
import { words as parts } from "../../parts/words";
import { useWords } from "../../words/language";
import { AssignFields } from "./AssignFields";
import type { Doing } from "./doing";
import type { Draft } from "./drafts";
import { DueFields, ProgressFields, ReasonFields, ReportFields, TransferFields } from "./fields";
import { sum } from "./shares";
import { words } from "./words";

type Asking = Extract<Doing, { name: "asking" }>;

interface Asked {
  readonly asking: Asking;
  onSend(draft: Draft): void;
  onClose(): void;
}

/** What the fields of an act get: the draft, how to change it, and what was refused. */
export interface Filled<One extends Draft> extends Pick<Asking, "seen" | "refusals"> {
  readonly draft: One;
  set(draft: One): void;
}

export function ActDialog({ asking: { seen, refusals, ...asking }, onSend, onClose }: Asked) {
  const w = useWords(words);
  const p = useWords(parts);
  const id = useId();
  const [draft, set] = useState(asking.draft);
  const send = (event: FormEvent) => {
    event.preventDefault();
    event.stopPropagation();
    if (isWhole(draft)) onSend(draft);
  };
  const general = refusals.filter(({ field }) => field.length === 0 || field.includes("version"));
  return (
    <Dialog title={w.label(seen, draft.act)} onClose={onClose}>
      <form id={id} className="stack" onSubmit={send}>
        {general.length > 0 && <p role="alert" className="act-refused">{general.map(({ message }) => message).join(" ")}</p>}
        {(draft.act === "RETURN" || draft.act === "TRANSFER") && seen.viewerNeedsApproval && <p className="subtle">{w.needsApproval}</p>}
        <Fields draft={draft} set={set} seen={seen} refusals={refusals} />
        <div className="dialog-actions">
          <button type="button" className="krds-btn tertiary medium" onClick={onClose}>{p.cancel}</button>
          <button type="submit" className="krds-btn primary medium" aria-disabled={!isWhole(draft)}>
            {w.label(seen, draft.act)}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function Fields({ draft, ...rest }: Filled<Draft>) {
  switch (draft.act) {
    case "ASSIGN":
      return <AssignFields draft={draft} {...rest} />;
    case "PROGRESS":
      return <ProgressFields draft={draft} {...rest} />;
    case "REPORT":
      return <ReportFields draft={draft} {...rest} />;
    case "TRANSFER":
      return <TransferFields draft={draft} {...rest} />;
    case "CHANGE_DUE":
      return <DueFields draft={draft} {...rest} />;
    case "HOLD":
    case "RETURN":
    case "SEND_BACK":
    case "CANCEL":
    case "DECLINE_LEAVING":
      return <ReasonFields draft={draft} {...rest} />;
    default:
      return null;
  }
}

/** Whether it can be sent; what is missing stands beside it. */
function isWhole(draft: Draft): boolean {
  if (draft.act === "ASSIGN") return draft.handlers.length > 0 && sum(draft.handlers) === 100;
  return draft.act !== "TRANSFER" || draft.department !== null;
}
