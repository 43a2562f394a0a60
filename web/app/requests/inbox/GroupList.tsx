import { useId } from "react";

import { words as parts } from "../../parts/words";
import { useWords } from "../../words/language";
import type { Acting } from "../acts/documents";
import type { EventLine } from "../timeline/documents";
import type { InboxItem } from "./documents";
import { ItemRow } from "./ItemRow";
import type { Group } from "./waiting";
import { words } from "./words";

interface Shown {
  readonly group: Group;
  readonly items: readonly InboxItem[];
  readonly hints: ReadonlyMap<string, EventLine>;
  readonly more: (() => void) | undefined;
  isHere(item: InboxItem): boolean;
  done(item: InboxItem, acting: Acting, version: number | null): void;
}

export function GroupList({ group, items, hints, more, isHere, done }: Shown) {
  const w = useWords(words);
  const p = useWords(parts);
  const id = useId();
  return (
    <section aria-labelledby={id} className="stack tight">
      <h2 id={id}>
        {w.groups[group]} <span className="number subtle">{w.count(items.length)}</span>
      </h2>
      <ul className="stack tight">
        {items.map((item) => (
          <ItemRow key={item.id} item={item} hint={hints.get(item.id)} isGone={!isHere(item)} onDone={(acting, version) => done(item, acting, version)} />
        ))}
      </ul>
      {more && (
        <button type="button" className="krds-btn tertiary small" onClick={more}>{p.more}</button>
      )}
    </section>
  );
}
