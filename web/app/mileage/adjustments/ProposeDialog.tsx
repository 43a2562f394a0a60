// An administrator proposes an adjustment: for whom, how much, and why.
import { useState } from "react";

import { Field } from "../../parts/Field";
import { FormDialog } from "../../parts/FormDialog";
import { useSending } from "../../parts/useSending";
import { PersonPicker, type Picked } from "../../people/PersonPicker";
import { useWords } from "../../words/language";
import { pointsIn } from "./adjustments";
import { PROPOSE, type Adjustment } from "./documents";
import { words } from "./words";

const LONGEST = 1_000;

export function ProposeDialog({ say, onClose }: { say(adjustment: Adjustment): void; onClose(): void }) {
  const w = useWords(words);
  const sending = useSending(["employeeId", "points", "reason"]);
  const [id] = useState(() => crypto.randomUUID()); // a second click proposes nothing more
  const [person, choose] = useState<Picked | null>(null);
  const [written, write] = useState("");
  const [reason, setReason] = useState("");
  const points = pointsIn(written);
  const isMisread = written.trim() !== "" && points === null;
  const send = async () => {
    if (!person || points === null) return;
    const payload = await sending.send(PROPOSE, { input: { employeeId: person.id, points, reason, id } });
    if (!payload?.adjustment) return;
    say(payload.adjustment);
    onClose();
  };
  const isReady = person !== null && points !== null && reason.trim() !== "";
  return (
    <FormDialog title={w.propose} submit={w.proposeNow} sending={sending} isReady={isReady} send={send} onClose={onClose}>
      <p className="notice">{w.twoPeople}</p>
      <PersonPicker label={w.person} value={person} choose={choose} error={sending.errorOf("employeeId")} />
      <Field label={w.points} hint={w.pointsHint} required error={isMisread ? w.misread : sending.errorOf("points")}>
        {(inside) => <input {...inside} className="krds-input" autoComplete="off" value={written} onChange={(event) => write(event.target.value)} />}
      </Field>
      <Field label={w.why} hint={w.whyHint} required error={sending.errorOf("reason")}>
        {(inside) => <textarea {...inside} className="krds-input" maxLength={LONGEST} value={reason} onChange={(event) => setReason(event.target.value)} />}
      </Field>
    </FormDialog>
  );
}
