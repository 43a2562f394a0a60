// The list under the picker. The focus stays in the text: which option is active is only told.
import { useEffect, useRef } from "react";

import { words as parts } from "../parts/words";
import { enums } from "../words/enums";
import { useWords } from "../words/language";
import type { Department } from "./chart";
import { words } from "./words";

interface Listed {
  readonly list: string;
  readonly label: string;
  readonly isOpen: boolean;
  readonly isLoaded: boolean;
  readonly shown: readonly Department[];
  readonly active: Department | undefined;
  /** How many fit, but are not shown. */
  readonly left: number;
  take(department: Department): void;
}

export function DepartmentOptions({ list, label, isOpen, isLoaded, shown, active, left, take }: Listed) {
  const w = useWords(words);
  const p = useWords(parts);
  const told = shown.length === 0 ? w.noneFound : left > 0 ? w.more(left) : w.found(shown.length);
  return (
    <>
      <div className="picker-list" hidden={!isOpen} onMouseDown={(event) => event.preventDefault()}>
        <ul id={list} role="listbox" aria-label={label}>
          {isOpen && shown.map((one) => <Option key={one.id} one={one} id={`${list}-${one.id}`} isActive={one === active} take={take} />)}
        </ul>
        {isOpen && (shown.length === 0 || left > 0) && <p className="small subtle picker-note">{isLoaded ? told : p.loading}</p>}
      </div>
      <span role="status" className="sr-only">{isOpen ? (isLoaded ? told : p.loading) : ""}</span>
    </>
  );
}

function Option({ one, id, isActive, take }: { one: Department; id: string; isActive: boolean; take(one: Department): void }) {
  const { organisationKind } = useWords(enums);
  const line = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isActive) line.current?.scrollIntoView({ block: "nearest" });
  }, [isActive]);
  return (
    <li ref={line} id={id} role="option" aria-selected={isActive} onClick={() => take(one)}>
      <span>{one.name}</span> <span className="small subtle">{one.path.join(" › ") || organisationKind[one.kind]}</span>
    </li>
  );
}
