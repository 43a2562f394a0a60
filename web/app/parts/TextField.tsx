// A text of limited length. What is too long is not cut off: it is said, as the server counts it.
import { useWords } from "../words/language";
import { charactersIn } from "./characters";
import { Field } from "./Field";
import { words } from "./words";

const NEAR = 0.9; // of the room, from which on what is left is told

interface Written {
  readonly label: string;
  readonly value: string;
  readonly most: number;
  readonly hint?: string;
  readonly error?: string | undefined;
  readonly required?: boolean;
  /** More than one makes it a box of several lines. */
  readonly rows?: number;
  write(text: string): void;
}

export function TextField({ label, value, most, hint, error, required = false, rows = 1, write }: Written) {
  const w = useWords(words);
  const length = value.length > most * NEAR ? charactersIn(value) : 0;
  const left = length > most * NEAR ? w.left(most - length) : undefined;
  return (
    <Field label={label} hint={[hint, left].filter(Boolean).join(" · ") || undefined} error={error} required={required}>
      {(inside) => {
        const told = { ...inside, className: "krds-input medium", value, autoComplete: "off" };
        return rows > 1 ? (
          <textarea {...told} rows={rows} onChange={(event) => write(event.target.value)} />
        ) : (
          <input {...told} onChange={(event) => write(event.target.value)} />
        );
      }}
    </Field>
  );
}

interface Chosen {
  readonly label: string;
  readonly value: string;
  readonly hint?: string;
  readonly error?: string | undefined;
  readonly from: string;
  write(day: string): void;
}

/** A day from `from` on; nothing is no day. */
export function DayField({ label, value, hint, error, from, write }: Chosen) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(inside) => (
        <input {...inside} type="date" className="krds-input medium" min={from} value={value} onChange={(event) => write(event.target.value)} />
      )}
    </Field>
  );
}
