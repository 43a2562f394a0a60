// The first and the last month of what is asked for.
import { Field } from "../parts/Field";
import { useWords } from "../words/language";
import type { Range, RangeProblem } from "./ranges";
import { words } from "./words";

interface Asked {
  readonly range: Range;
  readonly problem: RangeProblem | null;
  readonly most: number;
  set(range: Range): void;
}

export function MonthRange({ range, problem, most, set }: Asked) {
  const w = useWords(words);
  const error = problem === null ? undefined : w.rangeProblem[problem](most);
  return (
    <div className="month-range">
      <Field label={w.firstMonth} required>
        {(inside) => <MonthBox {...inside} value={range.first} set={(first) => set({ ...range, first })} />}
      </Field>
      <Field label={w.lastMonth} required error={error}>
        {(inside) => <MonthBox {...inside} value={range.last} set={(last) => set({ ...range, last })} />}
      </Field>
    </div>
  );
}

interface Box {
  readonly id: string;
  readonly value: string;
  set(text: string): void;
}

function MonthBox({ set, ...inside }: Box) {
  return (
    <input {...inside} className="krds-input" type="month" min="2014-01" placeholder="2014-07" onChange={(event) => set(event.target.value)} />
  );
}
