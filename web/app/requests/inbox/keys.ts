// What a key means in the inbox. A Korean keyboard gives ㄱ where the letter r is: then the place of the key counts.
import type { Act } from "../acts/documents";

export type Meaning = { readonly move: 1 | -1 } | { readonly act: Act };

interface Pressed {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
}

const MEANINGS: Readonly<Record<string, Meaning>> = {
  j: { move: 1 },
  k: { move: -1 },
  r: { act: "RECEIVE" },
  a: { act: "ASSIGN" },
  x: { act: "RETURN" },
  t: { act: "TRANSFER" },
};
const ARROWS: Readonly<Record<string, Meaning>> = { ArrowDown: { move: 1 }, ArrowUp: { move: -1 } };

/** Null if it means nothing. Letters count only while they are switched on (`letters`). */
export function meaningOf(event: Pressed, letters: boolean): Meaning | null {
  if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return null;
  const arrow = ARROWS[event.key];
  if (arrow) return arrow;
  return (letters && MEANINGS[letterOf(event)]) || null;
}

function letterOf({ key, code }: Pressed): string {
  if (/^[a-z]$/i.test(key)) return key.toLowerCase();
  return code.startsWith("Key") ? code.slice("Key".length).toLowerCase() : "";
}
