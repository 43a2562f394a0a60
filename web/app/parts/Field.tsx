// A labelled input of KRDS, with what helps before and what was refused after.
import { useId, type ReactElement } from "react";

import { useWords } from "../words/language";
import { words } from "./words";
import "./parts.css";

/** What the input inside has to carry. */
export interface Inside {
  readonly id: string;
  readonly required: boolean;
  readonly "aria-invalid": boolean;
  readonly "aria-describedby": string | undefined;
}

interface Labelled {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly required?: boolean;
  readonly children: (inside: Inside) => ReactElement;
}

export function Field({ label, hint, error, required = false, children }: Labelled) {
  const w = useWords(words);
  const id = useId();
  const told = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div className="field">
      <label htmlFor={id}>
        {label} {!required && <span className="hint">({w.optional})</span>}
      </label>
      {hint && <span className="hint" id={`${id}-hint`}>{hint}</span>}
      {children({ id, required, "aria-invalid": Boolean(error), "aria-describedby": told || undefined })}
      {error && <span className="error" id={`${id}-error`}>{error}</span>}
    </div>
  );
}
