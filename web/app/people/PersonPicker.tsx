// Choosing somebody who works in the city today, by typing their name, its initials or their number.
import { useReducer } from "react";

import { useRead } from "../api/useRead";
import { Field } from "../parts/Field";
import { useWords } from "../words/language";
import { PEOPLE } from "./documents";
import { PickerBox } from "./PickerBox";
import { CLOSED, typed, type Picking } from "./picking";
import { useRested } from "../parts/useRested";
import { words } from "./words";

export interface Picked {
  readonly id: string;
  readonly name: string;
  readonly number: string;
  readonly department: { readonly id: string; readonly name: string } | null;
}

interface Asked {
  readonly label: string;
  readonly error?: string | undefined;
  readonly value: Picked | null;
  /** Null: who was chosen is taken back. */
  choose(person: Picked | null): void;
}

const NOBODY: readonly Picked[] = [];

export function PersonPicker({ label, error, value, choose }: Asked) {
  const w = useWords(words);
  const [picking, pick] = useReducer((_: Picking, next: Picking) => next, CLOSED);
  const wanted = picking.typed.trim();
  const search = useRested(wanted);
  const { data, failure } = useRead(PEOPLE, search ? { search } : null);
  const options = wanted === search ? (data?.employees.nodes ?? NOBODY) : NOBODY;
  const says = { noneFound: w.nobodyFound, found: w.membersOf, more: w.morePeople };
  const take = (person: Picked) => {
    pick(CLOSED);
    choose(person);
  };
  const type = (text: string) => {
    if (value !== null) choose(null);
    pick(typed(text));
  };
  return (
    <Field label={label} hint={w.personHint} error={error ?? failure?.message} required>
      {(inside) => (
        <PickerBox
          {...{ inside, label, pick, options, take, type, says }}
          picking={wanted === "" ? { ...picking, isOpen: false } : picking}
          further={options.length > 0 ? (data?.employees.totalCount ?? 0) - options.length : 0}
          chosen={value && value.name}
          isLoaded={data !== null && wanted === search}
          about={({ department }) => department?.name}
        />
      )}
    </Field>
  );
}
