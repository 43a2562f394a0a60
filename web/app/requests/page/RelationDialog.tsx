// Saying that another request belongs to this one.
import { useState } from "react";

import type { Enum } from "../../api/graphql";
import { read } from "../../api/client";
import { Field } from "../../parts/Field";
import { FormDialog } from "../../parts/FormDialog";
import { useSending } from "../../parts/useSending";
import { useFailures } from "../../session/Session";
import { enums } from "../../words/enums";
import { useWords } from "../../words/language";
import { REQUEST_ID } from "./documents";
import { RELATION_ADD } from "./mutations";
import { words } from "./words";

const KINDS = ["RELATED", "DUPLICATE", "BLOCKS"] as const satisfies readonly Enum<"RelationKind">[];

interface Related {
  readonly id: string;
  added(): Promise<void>;
  onClose(): void;
}

export function RelationDialog({ id, added, onClose }: Related) {
  const w = useWords(words);
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
      if (!request || !(await sending.send(RELATION_ADD, { id, input: { kind, otherId: request.id } }))) return;
      await added();
      onClose();
    } catch (failure) {
      setProblem(failures(failure).message);
    }
  }
  return (
    <FormDialog title={w.acts.relate} sending={sending} send={relate} onClose={onClose}>
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
    </FormDialog>
  );
}
