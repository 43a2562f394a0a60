// A combobox as the ARIA practices describe it: a text, and a list of what fits it.
import { useId, type KeyboardEvent } from "react";

import type { Inside } from "../parts/Field";
import { closed, pressed, type Picking } from "./picking";
import { PickerOptions, type Options } from "./PickerOptions";
import "./picker.css";

const SHOWN = 50; // options at once

interface Boxed<One> extends Pick<Options<One>, "label" | "isLoaded" | "about" | "says" | "take"> {
  readonly inside: Inside;
  readonly picking: Picking;
  readonly options: readonly One[];
  /** How many more fit than are in `options`. */
  readonly further?: number;
  readonly chosen: string | null;
  pick(next: Picking): void;
  type(text: string): void;
}

export function PickerBox<One extends { id: string; name: string }>(boxed: Boxed<One>) {
  const { inside, picking, options, further = 0, chosen, pick, take, type } = boxed;
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
      <PickerOptions {...boxed} {...{ list, shown, active }} isOpen={picking.isOpen} left={options.length - shown.length + further} />
    </div>
  );
}
