// Saying that another request belongs to this one. The relation itself comes back as an event.
import { useState, type FormEvent } from "react";

import type { Enum } from "../../api/graphql";
import { read } from "../../api/client";
import { Dialog } from "../../parts/Dialog";
import { Field } from "../../parts/Field";
import { useSending } from "../../parts/useSending";
import { words as parts } from "../../parts/words";
import { useFailures } from "../../session/Session";
import { enums } from "../../words/enums";
import { useWords } from "../../words/language";
import { REQUEST_ID } from "./documents";
import { RELATION_ADD } from "./mutations";
import { words } from "./words";

const KINDS = ["RELATED", "DUPLICATE", "BLOCKS"] as const satisfies readonly Enum<"RelationKind">[];

export function RelationDialog({ id, onClose }: { id: string; onClose(): void }) {
  const w = useWords(words);
  const p = useWords(parts);
  const { relationKind } = useWords(enums);
  const failures = useFailures();
  const [kind, setKind] = useState<Enum<"RelationKind">>("RELATED");
  const [key, setKey] = useState("");
  const [problem, setProblem] = useState<string>();
  const sending = useSending(["otherId", "kind"]);

  async function relate() {
    try {
      const { request } = await read(REQUEST_ID, { key: key.trim() });
      setProblem(request ? undefined : w.noSuchKey);
      if (request && (await sending.send(RELATION_ADD, { id, input: { kind, otherId: request.id } }))) onClose();
    } catch (failure) {
      setProblem(failures(failure).message);
    }
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!sending.isSending) void relate();
  };
  return (
    <Dialog title={w.acts.relate} onClose={onClose}>
      <form className="stack" onSubmit={submit}>
        {sending.general && <p role="alert" className="notice danger">{sending.general}</p>}
        <Field label={w.otherKey} hint={w.otherKeyHint} required error={problem ?? sending.errorOf("otherId")}>
          {(inside) => <input {...inside} className="krds-input" maxLength={40} value={key} onChange={(event) => setKey(event.target.value)} />}
        </Field>
        <Field label={w.relation} required error={sending.errorOf("kind")}>
          {(inside) => (
            <select {...inside} className="choice" value={kind} onChange={(event) => setKind(event.target.value as Enum<"RelationKind">)}>
              {KINDS.map((one) => (
                <option key={one} value={one}>{relationKind[one]}</option>
              ))}
            </select>
          )}
        </Field>
        <div className="dialog-actions">
          <button type="button" className="krds-btn tertiary medium" onClick={onClose}>{p.cancel}</button>
          <button type="submit" className="krds-btn primary medium" aria-disabled={sending.isSending}>{p.save}</button>
        </div>
      </form>
    </Dialog>
  );
}
