// The form of all numbers: each is checked while it is typed, and what differs from the rules in force is marked.
import { Badge } from "../../parts/Badge";
import { Field } from "../../parts/Field";
import { useWords } from "../../words/language";
import type { Policy, PolicyNumber } from "./documents";
import { changesOf, isWeightless, problemOf, type Difference, type Typed } from "./numbers";
import { useAmounts } from "./useAmounts";
import { words } from "./words";

interface Form {
  readonly numbers: readonly PolicyNumber[];
  readonly inForce: Policy;
  readonly typed: Typed;
  set(typed: Typed): void;
  errorOf(field: string): string | undefined;
}

export function NumberForm({ numbers, inForce, typed, set, errorOf }: Form) {
  const w = useWords(words);
  const changes = new Map(changesOf(inForce, typed).map((one) => [one.name, one]));
  const current = new Map(inForce.numbers.map(({ name, value }) => [name, value]));
  return (
    <div className="stack">
      <p role="status" className="small subtle">{w.changed(changes.size)}</p>
      {isWeightless(typed) && <p role="alert" className="notice danger">{w.weightless}</p>}
      <div className="rule-form">
        {numbers.map((number) => (
          <NumberField key={number.name} number={number} current={current.get(number.name)} change={changes.get(number.name)} refused={errorOf(number.name)}
            text={typed[number.name] ?? ""} set={(text) => set({ ...typed, [number.name]: text })} />
        ))}
      </div>
    </div>
  );
}

interface One {
  readonly number: PolicyNumber;
  readonly current: unknown;
  readonly change: Difference | undefined;
  readonly refused: string | undefined;
  readonly text: string;
  set(text: string): void;
}

function NumberField({ number, current, change, refused, text, set }: One) {
  const w = useWords(words);
  const amount = useAmounts();
  const { label, description, unit, least, most } = number;
  const between = w.between(amount(least, unit), amount(most, unit));
  const problem = problemOf(number, text);
  const error = problem === null ? refused : w.problems[problem](unit === "POINTS", between);
  return (
    <div className={change ? "changed stack tight" : "stack tight"}>
      <Field label={label} required hint={`${description} · ${between} · ${w.now(amount(current, unit))}`} error={error}>
        {(inside) => (
          <input {...inside} className="krds-input" inputMode={unit === "POINTS" ? "decimal" : "numeric"} autoComplete="off" value={text} onChange={(event) => set(event.target.value)} />
        )}
      </Field>
      {change && problem === null && <p><Badge tone="primary">{w.changedTo(amount(change.before, unit), amount(change.after, unit))}</Badge></p>}
    </div>
  );
}
