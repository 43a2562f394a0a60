// The list under the picker. The focus stays in the text: which option is active is only told.
import { useEffect, useRef } from "react";

import { words as parts } from "../parts/words";
import { useWords } from "../words/language";

export interface Options<One> {
  readonly list: string;
  readonly label: string;
  readonly isOpen: boolean;
  readonly isLoaded: boolean;
  readonly shown: readonly One[];
  readonly active: One | undefined;
  /** How many fit, but are not shown. */
  readonly left: number;
  readonly says: { readonly noneFound: string; found(count: number): string; more(count: number): string };
  /** What tells one from others of its name. */
  about(one: One): string | undefined;
  take(one: One): void;
}

export function PickerOptions<One extends { id: string; name: string }>(options: Options<One>) {
  const { list, label, isOpen, isLoaded, shown, active, left, says: w, about, take } = options;
  const p = useWords(parts);
  const told = shown.length === 0 ? w.noneFound : left > 0 ? w.more(left) : w.found(shown.length);
  return (
    <>
      <div className="picker-list" hidden={!isOpen} onMouseDown={(event) => event.preventDefault()}>
        <ul id={list} role="listbox" aria-label={label}>
          {isOpen && shown.map((one) => <Option key={one.id} name={one.name} about={about(one)} id={`${list}-${one.id}`} isActive={one === active} take={() => take(one)} />)}
        </ul>
        {isOpen && (shown.length === 0 || left > 0) && <p className="small subtle picker-note">{isLoaded ? told : p.loading}</p>}
      </div>
      <span role="status" className="sr-only">{isOpen ? (isLoaded ? told : p.loading) : ""}</span>
    </>
  );
}

function Option({ name, about, id, isActive, take }: { name: string; about: string | undefined; id: string; isActive: boolean; take(): void }) {
  const line = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isActive) line.current?.scrollIntoView({ block: "nearest" });
  }, [isActive]);
  return (
    <li ref={line} id={id} role="option" aria-selected={isActive} onClick={take}>
      <span>{name}</span> <span className="small subtle">{about}</span>
    </li>
  );
}
