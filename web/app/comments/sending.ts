// Comments that are on their way to the server: shown at once, and gone again when the answer is here.
import type { CommentItem } from "./documents";
import type { Comments } from "./threads";

/** What stands in a box. */
export interface Draft {
  /** Made here: sent again after a cut, it is still one comment. */
  readonly id: string;
  readonly body: string;
  readonly deliveryId: string;
  readonly isFollowUp: boolean;
}

export interface Sent extends Draft {
  readonly parentId: string | undefined;
  readonly quoted: CommentItem | undefined;
}

export interface OnTheWay extends Sent {
  /** IDs of the comments that were there before it. */
  readonly before: ReadonlySet<string>;
}

export function emptied(draft: Draft, id: string): Draft {
  return { ...draft, id, body: "", isFollowUp: false };
}

/** The refused text stands in the box again, above what has been typed since. */
export function takenBack(draft: Draft, { id, body, deliveryId, isFollowUp }: Sent): Draft {
  const both = [body, draft.body].filter((one) => one.trim()).join("\n\n");
  return { id, body: both, deliveryId, isFollowUp: isFollowUp || draft.isFollowUp };
}

/** Those that the stream has not brought before their answer came. */
export function unseen(sent: readonly OnTheWay[], comments: Comments, authorId: string | undefined): OnTheWay[] {
  const isHere = (one: OnTheWay) =>
    [...comments.values()].some(({ id, author, body }) => !one.before.has(id) && author?.id === authorId && same(body, one.body));
  return sent.filter((one) => !isHere(one));
}

/** The server composes and trims what was written. */
function same(kept: string | null, written: string): boolean {
  return kept?.trim() === written.normalize("NFC").trim();
}
