// Choosing a department of today's chart by typing.
import { useDeferredValue, useMemo, useReducer } from "react";

import { Field } from "../parts/Field";
import { words as parts } from "../parts/words";
import { enums } from "../words/enums";
import { useWords } from "../words/language";
import { useChart, type Department } from "./chart";
import { PickerBox } from "./PickerBox";
import { CLOSED, typed, type Picking } from "./picking";
import { found } from "./searching";
import { words } from "./words";

interface Asked {
  readonly label: string;
  readonly hint?: string;
  readonly error?: string | undefined;
  readonly required?: boolean;
  /** The ID of what was chosen. Leave it out where each choice goes elsewhere, as into a list. */
  readonly value?: string | null;
  /** IDs that cannot be chosen. */
  readonly except?: readonly string[];
  /** Null: what was chosen is taken back. */
  choose(department: Department | null): void;
}

const NONE: readonly string[] = [];

export function DepartmentPicker({ label, hint, error, required = false, value = null, except = NONE, choose }: Asked) {
  const w = useWords(words);
  const p = useWords(parts);
  const { organisationKind } = useWords(enums);
  const { chart, failure, again } = useChart();
  const [picking, pick] = useReducer((_: Picking, next: Picking) => next, CLOSED);
  const wanted = useDeferredValue(picking.typed);
  const options = useMemo(() => found(wanted, (chart?.all ?? []).filter(({ id }) => !except.includes(id))), [wanted, chart, except]);
  const chosen = value === null ? null : (chart?.get(value)?.name ?? w.isNowElsewhere);
  const about = ({ path, kind }: Department) => path.join(" › ") || organisationKind[kind];
  const take = (department: Department) => {
    pick(CLOSED);
    choose(department);
  };
  const type = (text: string) => {
    if (value !== null) choose(null);
    pick(typed(text));
  };
  return (
    <div className="picker">
      <Field label={label} hint={hint ?? w.pickHint} error={error} required={required}>
        {(inside) => <PickerBox {...{ inside, picking, pick, options, chosen, take, type, about, label }} says={w} isLoaded={chart !== undefined} />}
      </Field>
      {failure && (
        <p role="alert" className="row small">
          {w.chartMissing}
          <button type="button" className="krds-btn text small" onClick={again}>{p.again}</button>
        </p>
      )}
    </div>
  );
}
