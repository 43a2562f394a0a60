// A second administrator says from which day a draft holds.
import { useState } from "react";
import { useLocation } from "wouter";

import { Field } from "../../parts/Field";
import { FormDialog } from "../../parts/FormDialog";
import { useSending } from "../../parts/useSending";
import { useWords } from "../../words/language";
import { today } from "../../words/times";
import { ACTIVATE, type Policy } from "./documents";
import { nextMonth, tomorrow } from "./effective";
import { words } from "./words";

export function ActivateDialog({ policy, onClose }: { policy: Policy; onClose(): void }) {
  const w = useWords(words);
  const [, go] = useLocation();
  const sending = useSending(["effectiveFrom"]);
  const now = today(Date.now());
  const [day, setDay] = useState(() => nextMonth(now));
  const isReady = day > now;
  const send = async () => {
    const payload = await sending.send(ACTIVATE, { id: policy.id, effectiveFrom: day, version: policy.version });
    if (payload) go("/mileage/rules");
  };
  return (
    <FormDialog title={w.activateOf} submit={w.activate} sending={sending} isReady={isReady} send={send} onClose={onClose}>
      <p>{w.activateHelp}</p>
      <Field label={w.effectiveFrom} hint={w.effectiveHint} required error={isReady ? sending.errorOf("effectiveFrom") : w.tooEarly}>
        {(inside) => <input {...inside} className="krds-input" type="date" min={tomorrow(now)} value={day} onChange={(event) => setDay(event.target.value)} />}
      </Field>
    </FormDialog>
  );
}
