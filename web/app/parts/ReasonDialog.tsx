// A dialog that asks for one text, usually the reason of an act.
import { useState } from "react";

import { Field } from "./Field";
import { FormDialog } from "./FormDialog";
import type { Sending } from "./useSending";

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
  const [text, setText] = useState("");
  return (
    <FormDialog title={title} submit={title} sending={sending} send={() => send(text)} onClose={onClose}>
      <Field label={label} required error={sending.errorOf(field)}>
        {(inside) => (
          <textarea {...inside} className="krds-input" maxLength={longest} value={text} onChange={(event) => setText(event.target.value)} />
        )}
      </Field>
    </FormDialog>
  );
}
