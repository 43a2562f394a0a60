// The second step: whom it is asked, each with a part of their own, and who may read it.
import { useId, useRef } from "react";

import { announce } from "../../parts/announcing";
import type { Department } from "../../people/chart";
import { DepartmentPicker } from "../../people/DepartmentPicker";
import { useSession } from "../../session/Session";
import { useWords } from "../../words/language";
import { AddresseeCard } from "./AddresseeCard";
import { addressee, MOST, type Addressee, type Content } from "./content";
import type { Draft } from "./draft";
import { TextField } from "../../parts/TextField";
import { words } from "./words";

interface Edited {
  readonly draft: Draft;
  write(change: Partial<Content>): void;
}

export function Whom({ draft, write }: Edited) {
  const w = useWords(words);
  const { viewer } = useSession();
  const heading = useRef<HTMLHeadingElement>(null);
  const { departments } = draft.content;
  const own = viewer.department ? [viewer.department.id] : [];
  const add = (department: Department | null) => {
    if (department === null) return;
    write({ departments: [...departments, addressee(department)] });
    announce(w.add(department.name));
  };
  const set = (place: number, change: Partial<Addressee>) =>
    write({ departments: departments.map((one, index) => (index === place ? { ...one, ...change } : one)) });
  const remove = (place: number) => {
    announce(w.removed(departments[place]?.name ?? ""));
    write({ departments: departments.filter((_, index) => index !== place) });
    heading.current?.focus();
  };
  return (
    <>
      <DepartmentPicker
        label={w.pick}
        required
        except={[...own, ...departments.map(({ departmentId }) => departmentId)]}
        error={draft.problems["deliveries"]}
        choose={add}
      />
      <h3 ref={heading} tabIndex={-1}>{departments.length > 0 ? w.chosen(departments.length) : w.noneChosen}</h3>
      {departments.length > 0 && (
        <ul className="stack">
          {departments.map((one, place) => (
            <AddresseeCard key={one.departmentId} {...{ one, place, problems: draft.problems }} set={(change) => set(place, change)} remove={() => remove(place)} />
          ))}
        </ul>
      )}
      <Restriction draft={draft} write={write} />
    </>
  );
}

function Restriction({ draft: { content, problems }, write }: Edited) {
  const w = useWords(words);
  const id = useId();
  const { restriction } = content;
  return (
    <div className="stack tight">
      <div className="krds-form-check medium">
        <input id={id} type="checkbox" checked={restriction !== null} onChange={(event) => write({ restriction: event.target.checked ? "" : null })} />
        <label htmlFor={id}>{w.isRestricted}</label>
      </div>
      {restriction !== null && (
        <TextField
          label={w.fields.restriction}
          required
          hint={w.restrictionHint}
          value={restriction}
          most={MOST.restriction}
          error={problems["restriction"]}
          write={(text) => write({ restriction: text })}
        />
      )}
    </div>
  );
}
