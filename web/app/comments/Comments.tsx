// The conversation about a request: threads, additional requests, and the box to write in.
import { useState } from "react";

import { useHashShown } from "../parts/useHashShown";
import { useSession } from "../session/Session";
import { useWords } from "../words/language";
import { CommentBox } from "./CommentBox";
import type { CommentItem } from "./documents";
import { unseen, type OnTheWay, type Sent } from "./sending";
import { SendingView } from "./SendingView";
import { ThreadView } from "./ThreadView";
import { openFollowUps, threadsOf, type Comments as Known } from "./threads";
import { words } from "./words";
import "./comments.css";

export interface About {
  readonly id: string;
  readonly departmentName: string;
}

interface Shown {
  readonly requestId: string;
  readonly permission: { readonly allowed: boolean; readonly reason: string | null };
  readonly comments: Known;
  readonly deliveries: readonly About[];
  /** Whether the viewer may open additional requests. */
  readonly isParty: boolean;
  readonly hasEarlier: boolean;
  earlier(): Promise<void>;
  /** A comment has been written or changed by the viewer. */
  say(comment: CommentItem): void;
  onWriting(isWriting: boolean): void;
}

export function Comments({ requestId, permission, comments, deliveries, isParty, hasEarlier, earlier, say, onWriting }: Shown) {
  const w = useWords(words);
  const { viewer } = useSession();
  useHashShown(true);
  const [quoted, quote] = useState<CommentItem>();
  const [onTheWay, setOnTheWay] = useState<readonly OnTheWay[]>([]);
  const sent = (one: Sent) => setOnTheWay((before) => [...before, { ...one, before: new Set(comments.keys()) }]);
  const arrived = (id: string) => setOnTheWay((before) => before.filter((one) => one.id !== id));
  const shown = unseen(onTheWay, comments, viewer.employee?.id);
  const box = { requestId, isParty, sent, arrived, say, onWriting };
  const waiting = openFollowUps(comments);
  return (
    <section aria-labelledby="comments" className="stack tight">
      <h2 id="comments">{w.title(comments.size + shown.length)}</h2>
      {waiting.length > 0 && <p className="notice warning small">{w.openFollowUps(waiting.length)}</p>}
      {hasEarlier && (
        <button type="button" className="krds-btn text small" onClick={() => void earlier()}>{w.earlier}</button>
      )}
      {comments.size + shown.length === 0 && <p className="subtle">{w.none}</p>}
      {threadsOf(comments).map((thread) => (
        <ThreadView
          key={thread.first.id}
          thread={thread}
          onTheWay={shown.filter(({ parentId }) => parentId === thread.first.id)}
          canReply={permission.allowed}
          deliveries={deliveries}
          box={box}
          quote={quote}
        />
      ))}
      {shown.filter(({ parentId }) => parentId === undefined).map((one) => (
        <article key={one.id} className="card thread" aria-label={w.sending}>
          <SendingView comment={one} />
        </article>
      ))}
      {permission.allowed ? (
        <CommentBox {...box} deliveries={deliveries} quoted={quoted} quote={quote} />
      ) : (
        <p className="subtle small">{permission.reason}</p>
      )}
    </section>
  );
}
