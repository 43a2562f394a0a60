import { useState } from "react";

import { useWords } from "../words/language";
import { CommentBox } from "./CommentBox";
import { CommentView } from "./CommentView";
import type { About } from "./Comments";
import type { CommentItem } from "./documents";
import type { Thread } from "./threads";
import { words } from "./words";

interface Shown {
  readonly thread: Thread;
  readonly requestId: string;
  readonly canReply: boolean;
  readonly deliveries: readonly About[];
  readonly isParty: boolean;
  say(comment: CommentItem): void;
  quote(comment: CommentItem): void;
  onWriting(isWriting: boolean): void;
}

export function ThreadView({ thread: { first, replies }, requestId, canReply, deliveries, isParty, say, quote, onWriting }: Shown) {
  const w = useWords(words);
  const [isReplying, setReplying] = useState(false);
  const about = deliveries.find(({ id }) => id === first.delivery?.id)?.departmentName;
  const whole = (
    <>
      <CommentView comment={first} about={about} say={say} quote={quote} />
      {replies.length > 0 && (
        <div className="replies">
          {replies.map((reply) => (
            <CommentView key={reply.id} comment={reply} say={say} quote={quote} />
          ))}
        </div>
      )}
    </>
  );
  return (
    <article className={`card thread ${first.followUp === "OPEN" ? "open" : ""}`} aria-label={first.author?.name}>
      {first.resolvedAt ? (
        <details>
          <summary className="small subtle">
            {w.resolvedFold(replies.length)} · {w.resolved(first.resolvedBy?.name ?? "")}
          </summary>
          {whole}
        </details>
      ) : (
        whole
      )}
      {canReply &&
        (isReplying ? (
          <CommentBox
            requestId={requestId}
            parentId={first.id}
            isParty={isParty}
            say={(comment) => {
              setReplying(false);
              say(comment);
            }}
            onWriting={onWriting}
            autoFocus
          />
        ) : (
          <button type="button" className="krds-btn text xsmall" onClick={() => setReplying(true)}>{w.reply}</button>
        ))}
    </article>
  );
}
