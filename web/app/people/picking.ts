// The state of a combobox: what is typed, whether its list is open, and which option the keyboard is at.

export interface Picking {
  readonly typed: string;
  readonly isOpen: boolean;
  /** Place in the list; null while the keyboard is in the text. */
  readonly active: number | null;
}

export const CLOSED: Picking = { typed: "", isOpen: false, active: null };

export function typed(text: string): Picking {
  return { typed: text, isOpen: true, active: text.trim() === "" ? null : 0 };
}

/** What a key does to the list of `count` options; null if it means nothing to it. */
export function pressed(before: Picking, key: string, count: number): Picking | null {
  if (key === "ArrowDown" || key === "ArrowUp") return moved(before, key === "ArrowDown" ? 1 : -1, count);
  if (key !== "Escape") return null;
  if (before.isOpen) return { ...before, isOpen: false, active: null };
  return before.typed === "" ? null : CLOSED;
}

export function closed(before: Picking): Picking {
  return { ...before, isOpen: false, active: null };
}

/** From the text over all options and back to the text. */
function moved({ typed: text, isOpen, active }: Picking, by: 1 | -1, count: number): Picking {
  const places = count + 1; // the text is one of them, before the first option
  const from = isOpen && active !== null ? active + 1 : 0;
  const to = (from + by + places) % places;
  return { typed: text, isOpen: true, active: to === 0 ? null : to - 1 };
}
