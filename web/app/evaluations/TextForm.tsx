// A short text in answer to marks: a reply, an appeal, the reason of a decision.
import { useState, type FormEvent, type ReactNode } from "react";

import type { Refusal } from "../api/refused";
import { Field } from "../parts/Field";
import { words as parts } from "../parts/words";
import { useWords } from "../words/language";

const LONGEST = 2000;

interface Asked {
  readonly label: string;
  readonly hint: string;
  readonly button: string;
  readonly refusals: readonly Refusal[];
  readonly isSending: boolean;
  readonly children?: ReactNode;
  onSend(text: string): void;
  onCancel(): void;
}

export function TextForm({ label, hint, button, refusals, isSending, children, onSend, onCancel }: Asked) {
  const p = useWords(parts);
  const [text, setText] = useState("");
  const send = (event: FormEvent) => {
    event.preventDefault();
    onSend(text);
  };
  const error = refusals.map(({ message }) => message).join(" ") || undefined;
  return (
    <form className="stack tight" aria-label={button} onSubmit={send}>
      {children}
      <Field label={label} hint={hint} error={error} required>
        {(inside) => <textarea {...inside} className="krds-input" autoFocus maxLength={LONGEST} value={text} onChange={(event) => setText(event.target.value)} />}
      </Field>
      <div className="dialog-actions">
        <button type="button" className="krds-btn tertiary small" onClick={onCancel}>{p.cancel}</button>
        <button type="submit" className="krds-btn primary small" aria-disabled={isSending}>{button}</button>
      </div>
    </form>
  );
}
