// The members of a department, to be ticked; a large one can be searched.
import { useEffect, useRef, useState } from "react";

import { enums } from "../../words/enums";
import { useWords } from "../../words/language";
import { MOST_HANDLERS, type Share } from "./shares";
import type { Member } from "./useMembers";
import { words } from "./words";

const MANY = 8;

interface Listed {
  readonly members: readonly Member[];
  readonly chosen: readonly Share[];
  readonly error: string | undefined;
  toggle(member: Member, wanted: boolean): void;
}

export function MemberList({ members, chosen, error, toggle }: Listed) {
  const w = useWords(words);
  const { position } = useWords(enums);
  const [wanted, setWanted] = useState("");
  const area = useRef<HTMLFieldSetElement>(null);
  useEffect(() => area.current?.querySelector("input")?.focus(), []); // the dialog opened before they were there
  const isChosen = (id: string) => chosen.some((one) => one.id === id);
  const shown = members.filter(({ name }) => name.includes(wanted.trim()));
  const isFull = chosen.length >= MOST_HANDLERS;
  return (
    <fieldset ref={area} className="field">
      <legend>{w.handlers}</legend>
      {members.length > MANY && (
        <input type="search" className="krds-input small" aria-label={w.findMember} placeholder={w.findMember} value={wanted} onChange={(event) => setWanted(event.target.value)} />
      )}
      <ul className="act-members">
        {shown.map((member) => (
          <li key={member.id}>
            <label className="row act-choice">
              <input type="checkbox" checked={isChosen(member.id)} disabled={isFull && !isChosen(member.id)} onChange={(event) => toggle(member, event.target.checked)} />
              {member.name} <span className="subtle small">{position[member.position]}</span>
            </label>
          </li>
        ))}
      </ul>
      {isFull && <p className="subtle small">{w.noMore(MOST_HANDLERS)}</p>}
      {error && <p className="error">{error}</p>}
    </fieldset>
  );
}
