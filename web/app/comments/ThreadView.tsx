import { useState, type ComponentProps } from "react";

import { useWords } from "../words/language";
import { CommentBox } from "./CommentBox";
import { CommentView } from "./CommentView";
import type { About } from "./Comments";
import type { CommentItem } from "./documents";
import type { OnTheWay } from "./sending";
import { SendingView } from "./SendingView";
import type { Thread } from "./threads";
import { words } from "./words";

interface Shown {
  readonly thread: Thread;
  /** Replies that the server does not have yet. */
  readonly onTheWay: readonly OnTheWay[];
  readonly canReply: boolean;
  readonly deliveries: readonly About[];
  readonly box: Omit<ComponentProps<typeof CommentBox>, "quote">;
  quote(comment: CommentItem): void;
}

export function ThreadView({ thread: { first, replies }, onTheWay, canReply, deliveries, box, quote }: Shown) {
  const w = useWords(words);
  const [isReplying, setReplying] = useState(false);
  const { say } = box;
  const about = deliveries.find(({ id }) => id === first.delivery?.id)?.departmentName;
  const whole = (
    <>
      <CommentView comment={first} about={about} say={say} quote={quote} />
      {replies.length + onTheWay.length > 0 && (
        <div className="replies">
          {replies.map((reply) => (
            <CommentView key={reply.id} comment={reply} say={say} quote={quote} />
          ))}
          {onTheWay.map((one) => (
            <SendingView key={one.id} comment={one} />
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
          <CommentBox {...box} parentId={first.id} quote={noQuote} done={() => setReplying(false)} autoFocus />
        ) : (
          <button type="button" className="krds-btn text xsmall" onClick={() => setReplying(true)}>{w.reply}</button>
        ))}
    </article>
  );
}

/** Replies quote nothing. */
function noQuote() {}
