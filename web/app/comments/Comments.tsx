// The conversation about a request: threads, additional requests, and the box to write in.
import { useState } from "react";

import { useWords } from "../words/language";
import { CommentBox } from "./CommentBox";
import type { CommentItem } from "./documents";
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
  const [quoted, quote] = useState<CommentItem>();
  const waiting = openFollowUps(comments);
  return (
    <section aria-labelledby="comments" className="stack tight">
      <h2 id="comments">{w.title(comments.size)}</h2>
      {waiting.length > 0 && <p className="notice warning small">{w.openFollowUps(waiting.length)}</p>}
      {hasEarlier && (
        <button type="button" className="krds-btn text small" onClick={() => void earlier()}>{w.earlier}</button>
      )}
      {comments.size === 0 && <p className="subtle">{w.none}</p>}
      {threadsOf(comments).map((thread) => (
        <ThreadView
          key={thread.first.id}
          thread={thread}
          requestId={requestId}
          canReply={permission.allowed}
          deliveries={deliveries}
          isParty={isParty}
          say={say}
          quote={quote}
          onWriting={onWriting}
        />
      ))}
      {permission.allowed ? (
        <CommentBox
          requestId={requestId}
          deliveries={deliveries}
          isParty={isParty}
          quoted={quoted}
          say={(comment) => {
            quote(undefined);
            say(comment);
          }}
          dropQuote={() => quote(undefined)}
          onWriting={onWriting}
        />
      ) : (
        <p className="subtle small">{permission.reason}</p>
      )}
    </section>
  );
}
