import { useState, type FormEvent } from "react";

import { Dialog } from "../../parts/Dialog";
import { Field } from "../../parts/Field";
import { useSending } from "../../parts/useSending";
import { words as parts } from "../../parts/words";
import { useWords } from "../../words/language";
import { LINK_ADD } from "./mutations";
import { words } from "./words";

/** The link itself comes back as an event. */
export function LinkDialog({ id, onClose }: { id: string; onClose(): void }) {
  const w = useWords(words);
  const p = useWords(parts);
  const [url, setUrl] = useState("");
  const [label, setLabel] = useState("");
  const sending = useSending(["url", "label"]);
  async function submit(event: FormEvent) {
    event.preventDefault();
    if (!sending.isSending && (await sending.send(LINK_ADD, { id, input: { url, label } }))) onClose();
  }
  return (
    <Dialog title={w.acts.link} onClose={onClose}>
      <form className="stack" onSubmit={(event) => void submit(event)}>
        {sending.general && <p role="alert" className="notice danger">{sending.general}</p>}
        <Field label={w.url} required error={sending.errorOf("url")}>
          {(inside) => <input {...inside} type="url" className="krds-input" value={url} onChange={(event) => setUrl(event.target.value)} />}
        </Field>
        <Field label={w.linkName} error={sending.errorOf("label")}>
          {(inside) => <input {...inside} className="krds-input" maxLength={200} value={label} onChange={(event) => setLabel(event.target.value)} />}
        </Field>
        <div className="dialog-actions">
          <button type="button" className="krds-btn tertiary medium" onClick={onClose}>{p.cancel}</button>
          <button type="submit" className="krds-btn primary medium" aria-disabled={sending.isSending}>{p.save}</button>
        </div>
      </form>
    </Dialog>
  );
}
