// A draft in its form.
import { useMemo, useState } from "react";

import { Field } from "../../parts/Field";
import { useSending } from "../../parts/useSending";
import { useWords } from "../../words/language";
import { UPDATE, type Policy, type PolicyNumber } from "./documents";
import { NumberForm } from "./NumberForm";
import { given, isSound, typedOf } from "./numbers";
import { words } from "./words";

interface Edited {
  readonly numbers: readonly PolicyNumber[];
  readonly inForce: Policy;
  readonly policy: Policy;
  again(): void;
  close(): void;
}

export function DraftEdit({ numbers, inForce, policy, again, close }: Edited) {
  const w = useWords(words);
  const names = useMemo(() => ["note", ...numbers.map(({ name }) => name)], [numbers]);
  const sending = useSending(names);
  const [typed, setTyped] = useState(() => typedOf(policy));
  const [note, setNote] = useState(policy.note);
  const mayGo = isSound(numbers, typed) && note.trim() !== "" && !sending.isSending;
  const save = async () => {
    const input = { note, numbers: given(numbers, typed) };
    if (!(await sending.send(UPDATE, { id: policy.id, input, version: policy.version }))) return;
    again();
    close();
  };
  return (
    <form className="card stack" onSubmit={(event) => { event.preventDefault(); if (mayGo) void save(); }}>
      {sending.general && <p role="alert" className="notice danger">{sending.general}</p>}
      <NumberForm numbers={numbers} inForce={inForce} typed={typed} set={setTyped} errorOf={sending.errorOf} />
      <Field label={w.note} hint={w.noteHint} required error={sending.errorOf("note")}>
        {(inside) => <textarea {...inside} className="krds-input" maxLength={1000} value={note} onChange={(event) => setNote(event.target.value)} />}
      </Field>
      <p className="row">
        <button type="submit" className="krds-btn primary medium" aria-disabled={!mayGo}>{w.save}</button>
        <button type="button" className="krds-btn tertiary medium" onClick={close}>{w.cancel}</button>
      </p>
    </form>
  );
}
