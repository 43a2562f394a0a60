// What the viewer may do with a delivery, as buttons; what they may not, with the reason.
import { useEffect, useRef } from "react";

import { words as parts } from "../../parts/words";
import { useWords } from "../../words/language";
import { ActDialog } from "./ActDialog";
import { ConflictDialog } from "./ConflictDialog";
import { again, begun, type Doing } from "./doing";
import type { Act, Acting } from "./documents";
import { ACTS, allowed, refused } from "./permissions";
import { useDeliveryAct, type OnDone } from "./useDeliveryAct";
import { words } from "./words";
import "./acts.css";

interface Shown {
  readonly delivery: Acting;
  readonly onDone: OnDone;
  /** Of these only. */
  readonly among?: readonly Act[];
}

export function DeliveryActs({ delivery, onDone, among = ACTS }: Shown) {
  const w = useWords(words);
  const { doing, begin, stop } = useDeliveryAct(onDone);
  const area = useRef<HTMLDivElement>(null);
  useKeptFocus(area, doing);
  const isSending = doing.name === "sending";
  const start = (act: Act) => !isSending && begin(begun(act, delivery));
  return (
    <div ref={area} className="acts stack tight" role="group" aria-label={w.acts} aria-busy={isSending} tabIndex={-1}>
      <Buttons delivery={delivery} among={among} isSending={isSending} start={start} />
      <Reasons delivery={delivery} among={among} />
      {doing.name === "refused" && <Refused doing={doing} retry={() => begin({ name: "sending", draft: doing.draft, seen: delivery })} />}
      {doing.name === "asking" && (
        <ActDialog
          key={doing.draft.act}
          asking={doing}
          onSend={(draft) => begin({ name: "sending", draft, seen: doing.seen })}
          onClose={stop}
        />
      )}
      {doing.name === "stale" && <ConflictDialog stale={doing} onAgain={() => begin(again(doing))} onClose={stop} />}
    </div>
  );
}

interface Offered extends Pick<Shown, "delivery"> {
  readonly among: readonly Act[];
}

function Buttons({ delivery, among, isSending, start }: Offered & { isSending: boolean; start(act: Act): void }) {
  const w = useWords(words);
  const acts = allowed(delivery, among);
  if (acts.length === 0) return null;
  return (
    <div className="row">
      {acts.map((act, place) => (
        <button
          key={act}
          type="button"
          data-act={act}
          aria-disabled={isSending}
          className={`krds-btn small ${place === 0 ? "primary" : "tertiary"}`}
          onClick={() => start(act)}
        >
          {w.label(delivery, act)}
        </button>
      ))}
    </div>
  );
}

function Reasons({ delivery, among }: Offered) {
  const w = useWords(words);
  const reasons = refused(delivery, among);
  if (reasons.length === 0) return null;
  return (
    <details className="act-reasons small">
      <summary>{w.cannot(reasons.length)}</summary>
      <ul>
        {reasons.map(({ act, reason }) => (
          <li key={act}>
            <strong>{w.label(delivery, act)}</strong> {reason}
          </li>
        ))}
      </ul>
    </details>
  );
}

function Refused({ doing, retry }: { doing: Extract<Doing, { name: "refused" }>; retry(): void }) {
  const w = useWords(words);
  const p = useWords(parts);
  return (
    <div role="alert" className="act-refused small">
      <strong>{w.notDone(doing.seen, doing.draft.act)}</strong> {doing.refusals.map(({ message }) => message).join(" ")}{" "}
      <button type="button" className="krds-btn text small" onClick={retry}>{p.again}</button>
    </div>
  );
}

/** A dialog that closed or a button that went takes the focus with it: it comes back here. */
function useKeptFocus(area: React.RefObject<HTMLDivElement | null>, doing: Doing): void {
  const act = useRef<Act>(undefined);
  useEffect(() => {
    if (doing.name !== "idle") act.current = doing.draft.act;
    if (doing.name === "asking" || doing.name === "stale" || act.current === undefined) return;
    if (document.activeElement !== null && document.activeElement !== document.body) return;
    const button = area.current?.querySelector<HTMLElement>(`[data-act="${act.current}"]`);
    (button ?? area.current)?.focus();
  }, [area, doing]);
}
