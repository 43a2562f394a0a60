// Where a comment is written. What is typed stays through a refusal, a cut line and the end of a session.
import { useEffect, useId, type FormEvent } from "react";

import { useWords } from "../words/language";
import type { About } from "./Comments";
import { MentionArea } from "./MentionArea";
import { useWriting, type Writing } from "./useWriting";
import { words } from "./words";

interface Written extends Writing {
  readonly deliveries?: readonly About[];
  readonly isParty: boolean;
  readonly autoFocus?: boolean;
  onWriting(isWriting: boolean): void;
}

export function CommentBox({ deliveries = [], isParty, autoFocus = false, onWriting, ...writing }: Written) {
  const w = useWords(words);
  const id = useId();
  const { parentId, quoted, quote } = writing;
  const { draft, set, problem, unreached, send } = useWriting(writing);
  useEffect(() => () => onWriting(false), [onWriting]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    void send();
  };
  return (
    <form className="card stack tight comment-box" onSubmit={submit} onFocus={() => onWriting(true)} onBlur={() => onWriting(false)}>
      {quoted && (
        <p className="row small">
          {w.quoting(quoted.author?.name ?? "")}
          <button type="button" className="krds-btn text xsmall" onClick={() => quote(undefined)}>✕</button>
        </p>
      )}
      <label htmlFor={id} className="small">{parentId ? w.reply : w.write}</label>
      <MentionArea id={id} value={draft.body} set={(body) => set({ body })} submit={() => void send()} autoFocus={autoFocus} />
      {problem && <p role="alert" className="notice danger small">{problem}</p>}
      {unreached.length > 0 && <p role="status" className="notice warning small">{w.unresolved} {unreached.join(", ")}</p>}
      <div className="row between">
        <div className="row small">
          {deliveries.length > 0 && (
            <label className="row">
              {w.about}
              <select className="choice" value={draft.deliveryId} onChange={(event) => set({ deliveryId: event.target.value })}>
                <option value="">{w.aboutAll}</option>
                {deliveries.map((one) => (
                  <option key={one.id} value={one.id}>{one.departmentName}</option>
                ))}
              </select>
            </label>
          )}
          {isParty && (
            <label className="row check">
              <input type="checkbox" checked={draft.isFollowUp} onChange={(event) => set({ isFollowUp: event.target.checked })} />
              {w.isFollowUp}
            </label>
          )}
        </div>
        <button type="submit" className="krds-btn primary small" aria-disabled={!draft.body.trim()}>{w.send}</button>
      </div>
    </form>
  );
}
