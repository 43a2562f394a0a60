// The first step: what is asked.
import { Field } from "../../parts/Field";
import { enums } from "../../words/enums";
import { useWords } from "../../words/language";
import { today, useNow } from "../../words/times";
import { MOST, type Content } from "./content";
import type { Draft } from "./draft";
import { DayField, TextField } from "../../parts/TextField";
import { words } from "./words";

const SCALES: readonly Content["scale"][] = ["CITYWIDE", "MULTI_BUREAU", "BUREAU"];

export function What({ draft: { content, problems }, write }: { draft: Draft; write(change: Partial<Content>): void }) {
  const { fields, hints } = useWords(words);
  const now = useNow();
  return (
    <>
      <TextField label={fields.title} required value={content.title} most={MOST.title} error={problems["title"]} write={(title) => write({ title })} />
      <TextField
        label={fields.project}
        required
        hint={hints.project}
        value={content.project}
        most={MOST.project}
        error={problems["project"]}
        write={(project) => write({ project })}
      />
      <TextField
        label={fields.body}
        required
        rows={8}
        hint={hints.body}
        value={content.body}
        most={MOST.body}
        error={problems["body"]}
        write={(body) => write({ body })}
      />
      <div className="ask-pair">
        <ScaleField value={content.scale} write={(scale) => write({ scale })} />
        <DayField label={fields.dueOn} value={content.dueOn} from={today(now)} error={problems["dueOn"]} write={(dueOn) => write({ dueOn })} />
      </div>
      <TextField
        label={fields.significance}
        rows={3}
        hint={hints.significance}
        value={content.significance}
        most={MOST.significance}
        error={problems["significance"]}
        write={(significance) => write({ significance })}
      />
    </>
  );
}

function ScaleField({ value, write }: { value: Content["scale"]; write(scale: Content["scale"]): void }) {
  const { fields } = useWords(words);
  const { scale } = useWords(enums);
  return (
    <Field label={fields.scale} required>
      {(inside) => (
        <select {...inside} className="krds-form-select medium" value={value} onChange={(event) => write(event.target.value as Content["scale"])}>
          {SCALES.map((one) => (
            <option key={one} value={one}>{scale[one]}</option>
          ))}
        </select>
      )}
    </Field>
  );
}
