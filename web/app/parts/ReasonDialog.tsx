// A dialog that asks for one text, usually the reason of an act.
import { useState, type FormEvent } from "react";

import { useWords } from "../words/language";
import { Dialog } from "./Dialog";
import { Field } from "./Field";
import type { Sending } from "./useSending";
import { words } from "./words";

interface Asked {
  readonly title: string;
  readonly label: string;
  readonly field?: string;
  readonly longest: number;
  readonly sending: Sending;
  send(text: string): Promise<void>;
  onClose(): void;
}

export function ReasonDialog({ title, label, field = "reason", longest, sending, send, onClose }: Asked) {
  const w = useWords(words);
  const [text, setText] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!sending.isSending) void send(text);
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form className="stack" onSubmit={submit}>
        {sending.general && <p role="alert" className="notice danger">{sending.general}</p>}
        <Field label={label} required error={sending.errorOf(field)}>
          {(inside) => (
            <textarea {...inside} className="krds-input" maxLength={longest} value={text} onChange={(event) => setText(event.target.value)} />
          )}
        </Field>
        <div className="dialog-actions">
          <button type="button" className="krds-btn tertiary medium" onClick={onClose}>{w.cancel}</button>
          <button type="submit" className="krds-btn primary medium" aria-disabled={sending.isSending}>{title}</button>
        </div>
      </form>
    </Dialog>
  );
}
