// What the reader notes of an issue for themselves: read or not, a star; and how many have read it, without their names.
import { useEffect, useEffectEvent, useRef, useState } from "react";

import { useSending } from "../../parts/useSending";
import { useSession } from "../../session/Session";
import { useWords } from "../../words/language";
import { isOut } from "../states";
import { MARK_READ, STAR, type Issue, type Readership } from "./documents";
import { words } from "./words";

export function Marks({ issue }: { issue: Issue }) {
  const w = useWords(words);
  const { viewer } = useSession();
  const sending = useSending();
  const [noted, note] = useState<Readership>();
  const shown = noted ?? issue.readership;
  useEffect(() => note(undefined), [issue.readership]); // what is read anew is newer
  const take = (payload: { readonly issue: Pick<Issue, "readership"> | null } | null) => {
    if (payload?.issue?.readership) note(payload.issue.readership);
  };
  const read = async (wanted: boolean) => take(await sending.send(MARK_READ, { id: issue.id, read: wanted }));
  const star = async (wanted: boolean) => take(await sending.send(STAR, { id: issue.id, starred: wanted }));
  useReadOnce(issue, !viewer.readOnly, () => void read(true));
  if (!shown || !isOut(issue.state)) return null;
  const { viewerHasRead: hasRead, viewerHasStarred: hasStarred } = shown;
  return (
    <>
      {!viewer.readOnly && (
        <div className="row news-marks">
          <button type="button" className="krds-btn tertiary small grow" aria-pressed={hasStarred} onClick={() => void star(!hasStarred)}>
            <span aria-hidden>{hasStarred ? "★" : "☆"}</span> {w.star}
          </button>
          <button type="button" className="krds-btn tertiary small grow" aria-pressed={hasRead} onClick={() => void read(!hasRead)}>
            {hasRead ? w.read : w.unread}
          </button>
        </div>
      )}
      {sending.general && <p role="alert" className="notice danger">{sending.general}</p>}
      <p className="small subtle">{w.readBy(shown.staff, shown.citizens, issue.audience === "CITIZEN")}</p>
    </>
  );
}

/** Whoever opens what is out has it read; whoever then says otherwise is not corrected. */
function useReadOnce({ id, state, readership }: Issue, may: boolean, mark: () => void): void {
  const marked = useRef("");
  const act = useEffectEvent(mark);
  const isUnread = may && isOut(state) && readership?.viewerHasRead === false;
  useEffect(() => {
    if (!isUnread || marked.current === id) return;
    marked.current = id;
    act();
  }, [id, isUnread]);
}
