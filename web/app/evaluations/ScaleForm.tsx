// Marks on worded axes: a question each, with what every mark says in answer.
import { useId, useState, type FormEvent } from "react";

import type { Refusal } from "../api/refused";
import { Field } from "../parts/Field";
import { words as parts } from "../parts/words";
import { useWords } from "../words/language";
import type { Scales } from "./documents";
import { areWhole, missing, needsComment, type Given, type MarksOf } from "./marks";
import { messageAt } from "./useRating";
import { words } from "./words";

export type Axes = Scales["evaluationScale"] | Scales["returnEvaluationScale"];
const LONGEST = 2000;

interface Scaled<Axis extends string> {
  readonly axes: readonly Axis[];
  readonly scale: Axes;
  readonly marks: Given<Axis>;
  readonly comment: string;
  readonly label: string;
  readonly refusals: readonly Refusal[];
  readonly isSending: boolean;
  onSend(marks: MarksOf<Axis>, comment: string): void;
  onCancel(): void;
}

export function ScaleForm<Axis extends string>({ axes, scale, label, refusals, isSending, onSend, onCancel, ...given }: Scaled<Axis>) {
  const w = useWords(words);
  const p = useWords(parts);
  const [marks, setMarks] = useState(given.marks);
  const [comment, setComment] = useState(given.comment);
  const [isTried, setTried] = useState(false);
  const wantsComment = needsComment(marks, comment);
  const send = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (areWhole(axes, marks) && !wantsComment) onSend(marks, comment);
    else (event.currentTarget.querySelector<HTMLElement>("fieldset:not(:has(:checked)) input") ?? event.currentTarget.querySelector("textarea"))?.focus();
  };
  const general = refusals.filter(({ field }) => !field.includes("input"));
  return (
    <form className="stack rating-form" aria-label={label} onSubmit={send} noValidate>
      {general.length > 0 && <p role="alert" className="notice danger">{general.map(({ message }) => message).join(" ")}</p>}
      {scale.map((one) => {
        const axis = axes.find((name) => name === one.axis.toLowerCase());
        const isMissing = isTried && axis !== undefined && missing(axes, marks).includes(axis);
        return axis && <Question key={axis} one={one} mark={marks[axis]} error={isMissing ? w.markMissing : messageAt(refusals, axis)} choose={(mark) => setMarks({ ...marks, [axis]: mark })} />;
      })}
      <Field label={w.comment} hint={w.commentHint} required={wantsComment || needsComment(marks, "")} error={isTried && wantsComment ? w.commentNeeded : messageAt(refusals, "comment")}>
        {(inside) => <textarea {...inside} className="krds-input" maxLength={LONGEST} value={comment} onChange={(event) => setComment(event.target.value)} />}
      </Field>
      <div className="dialog-actions">
        <button type="button" className="krds-btn tertiary medium" onClick={onCancel}>{p.cancel}</button>
        <button type="submit" className="krds-btn primary medium" aria-disabled={isSending}>{label}</button>
      </div>
    </form>
  );
}

interface Asked {
  readonly one: Axes[number];
  readonly mark: number | undefined;
  readonly error: string | undefined;
  choose(mark: number): void;
}

function Question({ one, mark, error, choose }: Asked) {
  const id = useId();
  return (
    <fieldset className="field" aria-describedby={error && `${id}-error`}>
      <legend>
        {one.label} <span className="subtle">{one.question}</span>
      </legend>
      <ul className="stack tight">
        {one.anchors.map(({ mark: value, text }) => (
          <li key={value}>
            <label className="row rating-choice">
              <input type="radio" name={id} value={value} checked={mark === value} onChange={() => choose(value)} />
              <span className="grow"><strong className="number">{value}</strong> {text}</span>
            </label>
          </li>
        ))}
      </ul>
      {error && <span className="error" id={`${id}-error`}>{error}</span>}
    </fieldset>
  );
}
