// Choosing a department of today's chart by typing: a combobox as the ARIA practices describe it.
import { useDeferredValue, useId, useMemo, useReducer, type KeyboardEvent } from "react";

import { Field, type Inside } from "../parts/Field";
import { words as parts } from "../parts/words";
import { useWords } from "../words/language";
import { useChart, type Department } from "./chart";
import { DepartmentOptions } from "./DepartmentOptions";
import { CLOSED, closed, pressed, typed, type Picking } from "./picking";
import { found } from "./searching";
import { words } from "./words";
import "./picker.css";

const SHOWN = 50; // options at once

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
  const { chart, failure, again } = useChart();
  const [picking, pick] = useReducer((_: Picking, next: Picking) => next, CLOSED);
  const wanted = useDeferredValue(picking.typed);
  const options = useMemo(() => found(wanted, (chart?.all ?? []).filter(({ id }) => !except.includes(id))), [wanted, chart, except]);
  const chosen = value === null ? null : (chart?.get(value)?.name ?? w.isNowElsewhere);
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
        {(inside) => <Box {...{ inside, picking, pick, options, chosen, take, type }} isLoaded={chart !== undefined} label={label} />}
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

interface Boxed {
  readonly inside: Inside;
  readonly label: string;
  readonly picking: Picking;
  readonly options: readonly Department[];
  readonly chosen: string | null;
  readonly isLoaded: boolean;
  pick(next: Picking): void;
  take(department: Department): void;
  type(text: string): void;
}

function Box({ inside, label, picking, options, chosen, isLoaded, pick, take, type }: Boxed) {
  const list = useId();
  const shown = options.slice(0, SHOWN);
  const active = picking.active === null ? undefined : shown[picking.active];
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return; // the key belongs to the syllable that is being typed
    if (event.key === "Enter" && picking.isOpen) {
      event.preventDefault();
      if (active) take(active);
      return;
    }
    const next = pressed(picking, event.key, shown.length);
    if (next === null) return;
    event.preventDefault();
    event.stopPropagation(); // Escape closes the list, not the dialog around it
    pick(next);
  };
  return (
    <div className="picker-box">
      <input
        {...inside}
        className="krds-input medium"
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={picking.isOpen}
        aria-controls={list}
        aria-activedescendant={active && `${list}-${active.id}`}
        autoComplete="off"
        spellCheck={false}
        maxLength={100}
        value={chosen ?? picking.typed}
        onChange={(event) => type(event.target.value)}
        onKeyDown={press}
        onClick={() => pick({ ...picking, isOpen: true })}
        onBlur={() => pick(closed(picking))}
      />
      <DepartmentOptions {...{ list, label, shown, active, take, isLoaded }} isOpen={picking.isOpen} left={options.length - shown.length} />
    </div>
  );
}
