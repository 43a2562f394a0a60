import { useState } from "react";

import { Field } from "../../parts/Field";
import { FormDialog } from "../../parts/FormDialog";
import { useSending } from "../../parts/useSending";
import { useWords } from "../../words/language";
import { words as shared } from "../words";
import { RECORD, type King } from "./documents";
import { rewarded } from "./months";
import type { Step } from "./useKings";
import { words } from "./words";

const FIELDS = ["incentive", "amount", "note"];

export function IncentiveDialog({ king, step, onClose }: { king: King; step: Step; onClose(): void }) {
  const w = useWords(words);
  const s = useWords(shared);
  const sending = useSending(FIELDS);
  const [incentive, setIncentive] = useState(king.incentive ?? "");
  const [amount, setAmount] = useState(king.incentiveAmount === null ? "" : String(king.incentiveAmount));
  const [note, setNote] = useState(king.incentiveNote);
  const isAmount = /^\d*$/u.test(amount.trim());
  const send = async () => {
    const month = { year: king.year, month: king.month };
    const given = { incentive, amount: amount.trim() === "" ? null : Number(amount), note };
    const payload = await sending.send(RECORD, { input: { month, place: king.place, ...given } });
    if (!payload?.king) return;
    const { king: after } = payload;
    step((months) => rewarded(months, after));
    onClose();
  };
  return (
    <FormDialog title={w.recordFor(king.employee?.name ?? s.somebody)} sending={sending} isReady={isAmount} send={send} onClose={onClose}>
      <Field label={w.what} required error={sending.errorOf("incentive")}>
        {(inside) => <input {...inside} className="krds-input" value={incentive} onChange={(event) => setIncentive(event.target.value)} />}
      </Field>
      <Field label={w.amount} hint={w.amountHint} error={isAmount ? sending.errorOf("amount") : w.wholeNumber}>
        {(inside) => <input {...inside} className="krds-input" inputMode="numeric" value={amount} onChange={(event) => setAmount(event.target.value)} />}
      </Field>
      <Field label={w.note} error={sending.errorOf("note")}>
        {(inside) => <textarea {...inside} className="krds-input" value={note} onChange={(event) => setNote(event.target.value)} />}
      </Field>
    </FormDialog>
  );
}
