// What is to be said of a closed month: its kings, why they are fewer, who is equal and who decides.
import { useState } from "react";

import { useWords } from "../../words/language";
import { useIsAdministrator } from "../../session/useIsAdministrator";
import { words as shared } from "../words";
import type { KingMonth } from "./documents";
import { KingCard } from "./KingCard";
import { TieDialog } from "./TieDialog";
import type { Step } from "./useKings";
import { words } from "./words";

const MOST = 3;

interface Shown {
  readonly month: KingMonth;
  readonly step: Step;
  readonly isPodium?: boolean;
}

export function Month({ month, step, isPodium = false }: Shown) {
  const w = useWords(words);
  const s = useWords(shared);
  const { state, people, kings, decision, decidedBy } = month;
  const isFew = state === "CLOSED" && people !== null && people < MOST;
  return (
    <>
      {state === "CLOSING" && <p className="notice">{w.closing}</p>}
      {state === "UNDECIDED" && <Tie month={month} step={step} />}
      {isFew && <p className="notice">{w.few(people)}</p>}
      {kings.length > 0 && (
        <ol className={isPodium ? "podium" : "kings"}>
          {kings.map((king) => <KingCard key={king.id} king={king} step={step} />)}
        </ol>
      )}
      {decision && <p className="subtle small user-text">{w.decided(decidedBy?.name ?? s.somebody, decision)}</p>}
    </>
  );
}

function Tie({ month, step }: { month: KingMonth; step: Step }) {
  const w = useWords(words);
  const s = useWords(shared);
  const decides = useIsAdministrator();
  const [isOpen, setOpen] = useState(false);
  const names = month.tied.map(({ employee }) => employee?.name ?? s.somebody).join(", ");
  return (
    <div className="notice warning row between">
      <span>{w.tie(names)}</span>
      {decides && <button type="button" className="krds-btn secondary small" onClick={() => setOpen(true)}>{w.decide}</button>}
      {isOpen && <TieDialog month={month} step={step} onClose={() => setOpen(false)} />}
    </div>
  );
}
