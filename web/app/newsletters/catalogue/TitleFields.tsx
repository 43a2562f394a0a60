// What a title says, to be filled in.
import { useId } from "react";

import { Field as Labelled } from "../../parts/Field";
import { DepartmentPicker } from "../../people/DepartmentPicker";
import { enums } from "../../words/enums";
import { useWords } from "../../words/language";
import { FORMATS, formatsText, type Format } from "../formats";
import type { Content, Field } from "./content";
import { words } from "./words";

interface Filled {
  readonly content: Content;
  readonly isNew?: boolean;
  errorOf(field: string): string | undefined;
  set(change: Partial<Content>): void;
}

/** As people read it. */
export function useSaid(): (content: Content, name: Field) => string {
  const { newsletterAudience, newsletterPeriod, newsletterLanguage, newsletterStatus, newsletterFormat } = useWords(enums);
  return (content, name) => {
    if (name === "audience") return newsletterAudience[content.audience];
    if (name === "period") return newsletterPeriod[content.period];
    if (name === "language") return newsletterLanguage[content.language];
    if (name === "formats") return formatsText(content.formats, newsletterFormat);
    return name === "status" ? newsletterStatus[content.status] : content[name];
  };
}

export function TitleFields({ content, isNew = false, errorOf, set }: Filled) {
  const w = useWords(words);
  const { newsletterAudience, newsletterPeriod, newsletterLanguage, newsletterStatus } = useWords(enums);
  return (
    <>
      <Labelled label={w.fields.name} required error={errorOf("name")}>
        {(inside) => <input {...inside} className="krds-input" autoComplete="off" maxLength={100} value={content.name} onChange={({ target }) => set({ name: target.value })} />}
      </Labelled>
      <DepartmentPicker label={w.fields.departmentId} required error={errorOf("departmentId")} value={content.departmentId || null} choose={(one) => set({ departmentId: one?.id ?? "" })} />
      <Select label={w.fields.audience} hint={w.audienceHint} error={errorOf("audience")} value={content.audience} names={newsletterAudience} choose={(audience) => set({ audience })} />
      <Select label={w.fields.period} error={errorOf("period")} value={content.period} names={newsletterPeriod} choose={(period) => set({ period })} />
      <Labelled label={w.fields.topics} hint={w.topicsHint} error={errorOf("topics")}>
        {(inside) => <input {...inside} className="krds-input" autoComplete="off" maxLength={250} value={content.topics} onChange={({ target }) => set({ topics: target.value })} />}
      </Labelled>
      <Formats value={content.formats} error={errorOf("formats")} choose={(formats) => set({ formats })} />
      <Select label={w.fields.language} error={errorOf("language")} value={content.language} names={newsletterLanguage} choose={(language) => set({ language })} />
      {!isNew && <Select label={w.fields.status} hint={w.statusHint} error={errorOf("status")} value={content.status} names={newsletterStatus} choose={(status) => set({ status })} />}
    </>
  );
}

interface Several {
  readonly value: readonly Format[];
  readonly error: string | undefined;
  choose(formats: Format[]): void;
}

/** At least one; always in the same order. */
function Formats({ value, error, choose }: Several) {
  const w = useWords(words);
  const { newsletterFormat } = useWords(enums);
  const id = useId();
  const toggle = (one: Format) => choose(FORMATS.filter((known) => (known === one) !== value.includes(known)));
  return (
    <fieldset className="field" aria-describedby={error && id}>
      <legend>{w.fields.formats}</legend>
      <div className="row">
        {FORMATS.map((one) => (
          <label key={one} className="check row">
            <input type="checkbox" checked={value.includes(one)} onChange={() => toggle(one)} />
            {newsletterFormat[one]}
          </label>
        ))}
      </div>
      {error && <span className="error" id={id}>{error}</span>}
    </fieldset>
  );
}

interface Chosen<Value extends string> {
  readonly label: string;
  readonly hint?: string;
  readonly error: string | undefined;
  readonly value: Value;
  readonly names: Readonly<Record<Value, string>>;
  choose(value: Value): void;
}

function Select<Value extends string>({ label, hint, error, value, names, choose }: Chosen<Value>) {
  const values = Object.keys(names) as Value[];
  return (
    <Labelled label={label} hint={hint} error={error} required>
      {(inside) => (
        <select {...inside} className="choice" value={value} onChange={({ target }) => choose(target.value as Value)}>
          {values.map((one) => <option key={one} value={one}>{names[one]}</option>)}
        </select>
      )}
    </Labelled>
  );
}
