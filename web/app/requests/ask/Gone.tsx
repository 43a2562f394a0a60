// The draft was thrown away elsewhere while it was open here: what was written need not be lost.
import { useLocation } from "wouter";

import { useWords } from "../../words/language";
import { begun, type Draft } from "./draft";
import { keep } from "./keeping";
import { useOwner } from "./useEditor";
import { words } from "./words";

export function Gone({ draft, forget }: { draft: Draft; forget(): void }) {
  const w = useWords(words);
  const owner = useOwner();
  const [, navigate] = useLocation();
  const anew = () => {
    const fresh = begun(crypto.randomUUID(), draft.content);
    keep(owner, fresh);
    forget();
    navigate(`/ask/${fresh.key}`);
  };
  return (
    <div className="stack card">
      <h1>{w.gone}</h1>
      <p>{w.goneHelp}</p>
      <div className="row">
        <button type="button" className="krds-btn medium" onClick={anew}>{w.anew}</button>
        <button type="button" className="krds-btn tertiary medium" onClick={forget}>{w.discard}</button>
      </div>
    </div>
  );
}
