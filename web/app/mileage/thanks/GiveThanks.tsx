// On somebody's page: thanking them, how many thanks are left, and why it cannot be.
import { useState } from "react";

import { useSession } from "../../session/Session";
import { useWords } from "../../words/language";
import { ThanksDialog } from "./ThanksDialog";
import { useAllowance, type Whom } from "./useAllowance";
import { words } from "./words";

export function GiveThanks({ one }: { one: Whom & { readonly name: string } }) {
  const w = useWords(words);
  const { viewer } = useSession();
  const { left, against, again } = useAllowance();
  const [isOpen, setOpen] = useState(false);
  const [isGiven, setGiven] = useState(false);
  if (one.id === viewer.employee?.id || !left) return null;
  const problem = against(one);
  const given = () => {
    setGiven(true);
    again();
  };
  return (
    <section className="card stack tight" aria-labelledby="thanks">
      <h2 id="thanks">{w.title}</h2>
      {isGiven && <p role="status" className="notice">{w.sent(one.name)}</p>}
      {problem ? <p className="subtle">{problem}</p> : <p className="subtle">{w.left(left.left)} {w.lapses}</p>}
      {!problem && (
        <div className="row">
          <button type="button" className="krds-btn secondary medium" onClick={() => setOpen(true)}>{w.give}</button>
        </div>
      )}
      {isOpen && <ThanksDialog receiver={one} against={against} given={given} onClose={() => setOpen(false)} />}
    </section>
  );
}
