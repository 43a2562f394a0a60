// One of few, in a labelled list.
import { useId } from "react";

import "./parts.css";

interface Choices<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly values: readonly Value[];
  readonly names: Readonly<Record<Value, string>>;
  choose(value: Value): void;
}

export function Choice<Value extends string>({ label, value, values, names, choose }: Choices<Value>) {
  const id = useId();
  return (
    <div className="stack tight">
      <label htmlFor={id} className="small">{label}</label>
      <select id={id} className="choice" value={value} onChange={(event) => choose(event.target.value as Value)}>
        {values.map((one) => (
          <option key={one} value={one}>{names[one]}</option>
        ))}
      </select>
    </div>
  );
}
