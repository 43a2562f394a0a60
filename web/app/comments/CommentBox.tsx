// Where a comment is written. What is typed stays through a refusal, a cut line and the end of a session.
import { useEffect, useId, useRef, useState, type FormEvent } from "react";

import { change } from "../api/client";
import { useFailures } from "../session/Session";
import { useWords } from "../words/language";
import type { About } from "./Comments";
import { COMMENT_ADD, type CommentItem } from "./documents";
import { MentionArea } from "./MentionArea";
import { words } from "./words";

interface Written {
  readonly requestId: string;
  readonly parentId?: string;
  readonly deliveries?: readonly About[];
  readonly isParty: boolean;
  readonly quoted?: CommentItem | undefined;
  readonly autoFocus?: boolean;
  say(comment: CommentItem): void;
  dropQuote?(): void;
  onWriting(isWriting: boolean): void;
}

export function CommentBox({ requestId, parentId, deliveries = [], isParty, quoted, autoFocus = false, say, dropQuote, onWriting }: Written) {
  const w = useWords(words);
  const id = useId();
  const failures = useFailures();
  const [body, setBody] = useState("");
  const [deliveryId, setDelivery] = useState("");
  const [isFollowUp, setFollowUp] = useState(false);
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState("");
  const [unreached, setUnreached] = useState<readonly string[]>([]);
  const once = useRef(crypto.randomUUID()); // sent again after a cut, it is still one comment
  useEffect(() => () => onWriting(false), [onWriting]);

  async function send() {
    setSending(true);
    const more = { ...(parentId && { parentId }), ...(deliveryId && { deliveryId }), ...(quoted && { quotedId: quoted.id }) };
    try {
      const { commentAdd } = await change(COMMENT_ADD, { input: { requestId, body, isFollowUp, id: once.current, ...more } });
      setProblem(commentAdd.errors.map(({ message }) => message).join(" "));
      if (!commentAdd.comment) return;
      setUnreached(commentAdd.unresolvedMentions.map(({ name, message }) => `${name} (${message})`));
      once.current = crypto.randomUUID();
      setBody("");
      setFollowUp(false);
      say(commentAdd.comment);
    } catch (failure) {
      setProblem(`${w.notSent}: ${failures(failure).message}`);
    } finally {
      setSending(false);
    }
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isSending && body.trim()) void send();
  };
  return (
    <form className="card stack tight comment-box" onSubmit={submit} onFocus={() => onWriting(true)} onBlur={() => onWriting(false)}>
      {quoted && (
        <p className="row small">
          {w.quoting(quoted.author?.name ?? "")}
          <button type="button" className="krds-btn text xsmall" onClick={dropQuote}>✕</button>
        </p>
      )}
      <label htmlFor={id} className="small">{parentId ? w.reply : w.write}</label>
      <MentionArea id={id} value={body} set={setBody} submit={() => body.trim() && !isSending && void send()} autoFocus={autoFocus} />
      {problem && <p role="alert" className="notice danger small">{problem}</p>}
      {unreached.length > 0 && <p role="status" className="notice warning small">{w.unresolved} {unreached.join(", ")}</p>}
      <div className="row between">
        <div className="row small">
          {deliveries.length > 0 && (
            <label className="row">
              {w.about}
              <select className="choice" value={deliveryId} onChange={(event) => setDelivery(event.target.value)}>
                <option value="">{w.aboutAll}</option>
                {deliveries.map((one) => (
                  <option key={one.id} value={one.id}>{one.departmentName}</option>
                ))}
              </select>
            </label>
          )}
          {isParty && (
            <label className="row check">
              <input type="checkbox" checked={isFollowUp} onChange={(event) => setFollowUp(event.target.checked)} />
              {w.isFollowUp}
            </label>
          )}
        </div>
        <button type="submit" className="krds-btn primary small" aria-disabled={isSending || !body.trim()}>
          {isSending ? w.sending : w.send}
        </button>
      </div>
    </form>
  );
}
