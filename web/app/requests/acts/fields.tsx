// The fields of the acts that ask for a reason, a department, a percentage, a result or a day.
import { DepartmentPicker } from "../../people/DepartmentPicker";
import { Field, type Inside } from "../../parts/Field";
import { enums } from "../../words/enums";
import { useWords } from "../../words/language";
import { today, useNow } from "../../words/times";
import type { Filled } from "./ActDialog";
import { refusalOf } from "./doing";
import type { DraftOf, Reasoned } from "./drafts";
import { words } from "./words";

const HEALTHS = ["ON_TRACK", "AT_RISK", "OFF_TRACK"] as const;
const LONGEST = { reason: 1000, note: 2000, result: 10_000 };

interface Written {
  readonly inside: Inside;
  readonly value: string;
  readonly most: number;
  set(value: string): void;
}

function Text({ inside, value, most, set }: Written) {
  return <textarea {...inside} className="krds-input" maxLength={most} value={value} onChange={(event) => set(event.target.value)} />;
}

export function ReasonFields({ draft, set, refusals }: Filled<DraftOf<Reasoned> | DraftOf<"TRANSFER">>) {
  const w = useWords(words);
  return (
    <Field label={w.reason} hint={w.reasonHint[draft.act]} error={refusalOf(refusals, "reason")} required>
      {(inside) => <Text inside={inside} value={draft.reason} most={LONGEST.reason} set={(reason) => set({ ...draft, reason })} />}
    </Field>
  );
}

export function TransferFields({ draft, set, seen, refusals }: Filled<DraftOf<"TRANSFER">>) {
  const w = useWords(words);
  return (
    <>
      <DepartmentPicker
        label={w.target}
        required
        value={draft.department?.id ?? null}
        except={seen.department ? [seen.department.id] : []}
        error={refusalOf(refusals, "departmentId")}
        choose={(department) => set({ ...draft, department })}
      />
      <ReasonFields draft={draft} set={(next) => next.act === "TRANSFER" && set(next)} seen={seen} refusals={refusals} />
    </>
  );
}

export function ProgressFields({ draft, set, refusals }: Filled<DraftOf<"PROGRESS">>) {
  const w = useWords(words);
  const { health } = useWords(enums);
  return (
    <>
      <Field label={w.percent} error={refusalOf(refusals, "percent")} required>
        {(inside) => (
          <span className="row act-percent">
            <input {...inside} type="range" className="grow" min={0} max={100} step={5} value={draft.percent} aria-valuetext={`${draft.percent}%`} onChange={(event) => set({ ...draft, percent: event.target.valueAsNumber })} />
            <output htmlFor={inside.id} className="number">{draft.percent}%</output>
          </span>
        )}
      </Field>
      <fieldset className="field">
        <legend>{w.health}</legend>
        <div className="row">
          {HEALTHS.map((one) => (
            <label key={one} className="row act-choice">
              <input type="radio" name="health" checked={draft.health === one} onChange={() => set({ ...draft, health: one })} />
              {health[one]}
            </label>
          ))}
        </div>
      </fieldset>
      <Field label={w.note} error={refusalOf(refusals, "note")}>
        {(inside) => <Text inside={inside} value={draft.note} most={LONGEST.note} set={(note) => set({ ...draft, note })} />}
      </Field>
    </>
  );
}

export function ReportFields({ draft, set, refusals }: Filled<DraftOf<"REPORT">>) {
  const w = useWords(words);
  return (
    <Field label={w.result} hint={w.resultHint} error={refusalOf(refusals, "result")} required>
      {(inside) => <Text inside={inside} value={draft.result} most={LONGEST.result} set={(result) => set({ ...draft, result })} />}
    </Field>
  );
}

export function DueFields({ draft, set, refusals }: Filled<DraftOf<"CHANGE_DUE">>) {
  const w = useWords(words);
  const now = useNow();
  return (
    <Field label={w.due} hint={w.dueHint} error={refusalOf(refusals, "dueOn")}>
      {(inside) => (
        <input {...inside} type="date" className="krds-input medium" min={today(now)} value={draft.dueOn ?? ""} onChange={(event) => set({ ...draft, dueOn: event.target.value || null })} />
      )}
    </Field>
  );
}
