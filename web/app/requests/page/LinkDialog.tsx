import { useState } from "react";

import { Field } from "../../parts/Field";
import { FormDialog } from "../../parts/FormDialog";
import { useSending } from "../../parts/useSending";
import { useWords } from "../../words/language";
import { LINK_ADD } from "./mutations";
import { words } from "./words";

/** The link itself comes back as an event. */
export function LinkDialog({ id, onClose }: { id: string; onClose(): void }) {
  const w = useWords(words);
  const [url, setUrl] = useState("");
  const [label, setLabel] = useState("");
  const sending = useSending(["url", "label"]);
  async function send() {
    if (await sending.send(LINK_ADD, { id, input: { url, label } })) onClose();
  }
  return (
    <FormDialog title={w.acts.link} sending={sending} send={send} onClose={onClose}>
      <Field label={w.url} required error={sending.errorOf("url")}>
        {(inside) => <input {...inside} type="url" className="krds-input" value={url} onChange={(event) => setUrl(event.target.value)} />}
      </Field>
      <Field label={w.linkName} error={sending.errorOf("label")}>
        {(inside) => <input {...inside} className="krds-input" maxLength={200} value={label} onChange={(event) => setLabel(event.target.value)} />}
      </Field>
    </FormDialog>
  );
}
