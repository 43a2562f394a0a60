// What an issue says, to be filled in.
import { Choice } from "../../parts/Choice";
import { Field } from "../../parts/Field";
import { charactersIn } from "../../parts/characters";
import { TextField } from "../../parts/TextField";
import { words as common } from "../../parts/words";
import { enums } from "../../words/enums";
import { useWords } from "../../words/language";
import { MOST, type Content, type Field as Name } from "./content";
import { MarkdownArea } from "./MarkdownArea";
import { words } from "./words";

interface Shown {
  readonly content: Content;
  /** The number that it has if none is written. */
  readonly next: number | null;
  /** Whether the title has readers beyond staff. */
  readonly isForCitizens: boolean;
  errorOf(field: Name): string | undefined;
  write(change: Partial<Content>): void;
  save(): void;
}

export function Fields({ content, next, isForCitizens, errorOf, write, save }: Shown) {
  const w = useWords(words);
  const c = useWords(common);
  const { newsletterAudience } = useWords(enums);
  const left = MOST.body - charactersIn(content.body);
  return (
    <>
      <TextField label={w.fields.heading} required value={content.heading} most={MOST.heading} error={errorOf("heading")} write={(heading) => write({ heading })} />
      <div className="news-pair">
        <Field label={w.fields.issuedOn} required error={errorOf("issuedOn")}>
          {(inside) => <input {...inside} type="date" className="krds-input medium" value={content.issuedOn} onChange={({ target }) => write({ issuedOn: target.value })} />}
        </Field>
        <Field label={w.fields.number} hint={next === null ? undefined : w.hints.number(next)} required={next === null} error={errorOf("number")}>
          {(inside) => (
            <input {...inside} className="krds-input medium" inputMode="numeric" autoComplete="off" maxLength={6} value={content.number} onChange={({ target }) => write({ number: target.value })} />
          )}
        </Field>
      </div>
      {isForCitizens && (
        <div className="stack tight">
          <Choice label={w.fields.audience} value={content.audience} values={["CITIZEN", "STAFF"]} names={newsletterAudience} choose={(audience) => write({ audience })} />
          <span className="small subtle">{w.hints.audience}</span>
        </div>
      )}
      <Field label={w.fields.body} hint={left < MOST.body / 10 ? `${w.hints.body} · ${c.left(left)}` : w.hints.body} required error={errorOf("body")}>
        {(inside) => <MarkdownArea inside={inside} value={content.body} write={(body) => write({ body })} save={save} />}
      </Field>
    </>
  );
}
