// A box for Markdown, with buttons for who does not know it by heart. Undoing works as the browser does it.
import { useRef, type KeyboardEvent } from "react";

import type { Inside } from "../../parts/Field";
import { useWords } from "../../words/language";
import { marked, MARKS, type Mark } from "./marking";
import { words } from "./words";

interface Written {
  readonly inside: Inside;
  readonly value: string;
  write(text: string): void;
  save(): void;
}

export function MarkdownArea({ inside, value, write, save }: Written) {
  const w = useWords(words);
  const area = useRef<HTMLTextAreaElement>(null);
  const mark = (kind: Mark) => {
    const box = area.current;
    if (!box) return;
    const change = marked(box.value, [box.selectionStart, box.selectionEnd], kind);
    box.focus();
    box.setSelectionRange(change.from, change.to);
    // the browser's own insertion can be undone; it tells of the change itself
    if (!document.execCommand("insertText", false, change.text)) {
      box.setRangeText(change.text, change.from, change.to, "end");
      write(box.value);
    }
    box.setSelectionRange(...change.selected);
  };
  const press = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    const key = event.key.toLowerCase();
    if (key !== "b" && key !== "s") return;
    event.preventDefault();
    if (key === "b") mark("bold");
    else save();
  };
  return (
    <div className="news-area">
      <div role="toolbar" aria-label={w.toolbar} aria-controls={inside.id} className="news-toolbar">
        {MARKS.map((kind) => (
          <button key={kind} type="button" className="krds-btn tertiary xsmall" onClick={() => mark(kind)}>{w.marks[kind]}</button>
        ))}
      </div>
      <textarea
        {...inside}
        ref={area}
        className="krds-input"
        rows={20}
        value={value}
        onChange={(event) => write(event.target.value)}
        onKeyDown={press}
      />
    </div>
  );
}
