// Markdown for who does not know it by heart: what a button makes of the selected text.
export const MARKS = ["heading", "bold", "link", "list", "steps", "quote"] as const;
export type Mark = (typeof MARKS)[number];

/** `text` in place of what stands between `from` and `to`; then this is selected. */
export interface Change {
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly selected: readonly [number, number];
}

const BEFORE_LINES: Partial<Record<Mark, (line: number) => string>> = {
  heading: () => "## ",
  list: () => "- ",
  steps: (line) => `${line + 1}. `,
  quote: () => "> ",
};
const ADDRESS = "https://";

export function marked(text: string, [from, to]: readonly [number, number], mark: Mark): Change {
  const before = BEFORE_LINES[mark];
  if (before) return atLines(text, from, to, before);
  return mark === "bold" ? around(text, from, to) : link(text, from, to);
}

/** Whole lines: with the mark before each, or without where all have it. */
function atLines(text: string, from: number, to: number, before: (line: number) => string): Change {
  const start = text.lastIndexOf("\n", from - 1) + 1;
  const end = text.indexOf("\n", Math.max(from, to - 1)) < 0 ? text.length : text.indexOf("\n", Math.max(from, to - 1));
  const lines = text.slice(start, end).split("\n");
  const isMarked = lines.every((line, at) => line.startsWith(before(at)));
  const made = lines.map((line, at) => (isMarked ? line.slice(before(at).length) : before(at) + line)).join("\n");
  const caret = start + made.length;
  return { from: start, to: end, text: made, selected: from === to ? [caret, caret] : [start, caret] };
}

function around(text: string, from: number, to: number): Change {
  const inside = text.slice(from, to);
  if (text.slice(from - 2, from) === "**" && text.slice(to, to + 2) === "**") {
    return { from: from - 2, to: to + 2, text: inside, selected: [from - 2, to - 2] };
  }
  return { from, to, text: `**${inside}**`, selected: [from + 2, to + 2] };
}

/** The address is selected, to be written over. */
function link(text: string, from: number, to: number): Change {
  const start = from + text.slice(from, to).length + 3;
  return { from, to, text: `[${text.slice(from, to)}](${ADDRESS})`, selected: [start, start + ADDRESS.length] };
}
