// An administrator puts those who are equal in an order: by buttons, so that a keyboard does.
import { useState } from "react";

import { announce } from "../../parts/announcing";
import { Field } from "../../parts/Field";
import { FormDialog } from "../../parts/FormDialog";
import { useSending } from "../../parts/useSending";
import { useWords } from "../../words/language";
import type { Named } from "../Person";
import { DECIDE, type KingMonth } from "./documents";
import { changed, moved } from "./months";
import type { Step } from "./useKings";
import { words } from "./words";

export function TieDialog({ month, step, onClose }: { month: KingMonth; step: Step; onClose(): void }) {
  const w = useWords(words);
  const sending = useSending(["reason"]);
  const [order, setOrder] = useState(() => month.tied.flatMap(({ employee }) => (employee ? [employee] : [])));
  const [reason, setReason] = useState("");
  const send = async () => {
    const of = { year: month.year, month: month.month };
    const payload = await sending.send(DECIDE, { input: { month: of, order: order.map(({ id }) => id), reason } });
    if (!payload?.month) return;
    const { month: after } = payload;
    step((months) => changed(months, after));
    onClose();
  };
  return (
    <FormDialog title={w.decide} sending={sending} send={send} onClose={onClose}>
      <Order order={order} set={setOrder} />
      <Field label={w.reason} hint={w.reasonHint} required error={sending.errorOf("reason")}>
        {(inside) => <textarea {...inside} className="krds-input" value={reason} onChange={(event) => setReason(event.target.value)} />}
      </Field>
    </FormDialog>
  );
}

function Order({ order, set }: { order: readonly Named[]; set(order: Named[]): void }) {
  const w = useWords(words);
  const move = (at: number, by: number) => {
    const next = moved(order, at, by);
    set(next);
    announce(next.map(({ name }, place) => `${place + 1} ${name}`).join(", "));
  };
  return (
    <div className="stack tight" role="group" aria-label={w.order}>
      <p className="small subtle">{w.order}</p>
      <ol className="tie-order">
        {order.map((one, at) => (
          <li key={one.id} className="row between">
            <span><span className="number">{at + 1}.</span> {one.name}</span>
            <span className="row">
              <button type="button" className="krds-btn tertiary small" aria-label={w.up(one.name)} aria-disabled={at === 0} onClick={() => at > 0 && move(at, -1)}>↑</button>
              <button type="button" className="krds-btn tertiary small" aria-label={w.down(one.name)} aria-disabled={at === order.length - 1} onClick={() => at < order.length - 1 && move(at, 1)}>↓</button>
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}
