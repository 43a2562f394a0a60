// One department that will be asked: its part, what it is asked in particular, what it gets for it, by when.
import { Field } from "../../parts/Field";
import { enums } from "../../words/enums";
import { useWords } from "../../words/language";
import { today, useNow } from "../../words/times";
import { MOST, type Addressee } from "./content";
import type { Problems } from "./problems";
import { DayField, TextField } from "../../parts/TextField";
import { words } from "./words";

const ROLES: readonly Addressee["role"][] = ["JOINT", "EXECUTE", "CONSULT", "PROVIDE"];

interface Shown {
  readonly one: Addressee;
  readonly place: number;
  readonly problems: Problems;
  set(change: Partial<Addressee>): void;
  remove(): void;
}

export function AddresseeCard({ one, place, problems, set, remove }: Shown) {
  const { fields, hints, remove: removal } = useWords(words);
  const now = useNow();
  const wrong = (name: string) => problems[`deliveries.${place}.${name}`];
  const problem = wrong("departmentId");
  return (
    <li className="card stack" aria-label={one.name}>
      <div className="row between">
        <h4>{one.name}</h4>
        <button type="button" className="krds-btn text small" aria-label={`${one.name} ${removal}`} onClick={remove} aria-invalid={problem ? true : undefined}>
          {removal}
        </button>
      </div>
      {problem && <p className="ask-error" role="alert">{problem}</p>}
      <div className="ask-pair">
        <RoleField value={one.role} write={(role) => set({ role })} />
        <DayField label={fields.dueOn} hint={hints.ownDue} value={one.dueOn} from={today(now)} error={wrong("dueOn")} write={(dueOn) => set({ dueOn })} />
        <TextField label={fields.ask} rows={3} hint={hints.ask} value={one.ask} most={MOST.ask} error={wrong("ask")} write={(ask) => set({ ask })} />
        <TextField
          label={fields.offeredResource}
          rows={3}
          hint={hints.offeredResource}
          value={one.offeredResource}
          most={MOST.offeredResource}
          error={wrong("offeredResource")}
          write={(offeredResource) => set({ offeredResource })}
        />
      </div>
    </li>
  );
}

function RoleField({ value, write }: { value: Addressee["role"]; write(role: Addressee["role"]): void }) {
  const { fields } = useWords(words);
  const { partnerRole } = useWords(enums);
  return (
    <Field label={fields.role} required>
      {(inside) => (
        <select {...inside} className="krds-form-select medium" value={value} onChange={(event) => write(event.target.value as Addressee["role"])}>
          {ROLES.map((one) => (
            <option key={one} value={one}>{partnerRole[one]}</option>
          ))}
        </select>
      )}
    </Field>
  );
}
