// The address of this page for a mail or a message. Where the browser lets no page copy, it is shown to be copied by hand.
import { useState } from "react";

import { announce } from "../../parts/announcing";
import { useWords } from "../../words/language";
import { words } from "./words";

export function CopyAddress({ path }: { path: string }) {
  const w = useWords(words);
  const [outcome, setOutcome] = useState<"copied" | "refused" | null>(null);
  const address = new URL(path, location.href).href;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(address);
      setOutcome("copied");
      announce(w.copied);
    } catch {
      setOutcome("refused");
    }
  };
  return (
    <>
      <button type="button" className="krds-btn tertiary small" onClick={() => void copy()}>{outcome === "copied" ? w.copied : w.copy}</button>
      {outcome === "refused" && (
        <label className="stack tight">
          <span className="small">{w.copyByHand}</span>
          <input className="krds-input small" readOnly autoFocus value={address} onFocus={({ target }) => target.select()} />
        </label>
      )}
    </>
  );
}
