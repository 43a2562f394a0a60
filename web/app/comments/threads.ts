// Comments as conversations: pure steps over what has been loaded and what has come since.
import type { CommentItem } from "./documents";

export interface Thread {
  readonly first: CommentItem;
  readonly replies: readonly CommentItem[];
}

export type Comments = ReadonlyMap<string, CommentItem>;

/** The newer version wins; of the same version what came later, for reactions count for no version. */
export function withComment(comments: Comments, comment: CommentItem): Comments {
  const before = comments.get(comment.id);
  return before && before.version > comment.version ? comments : new Map(comments).set(comment.id, comment);
}

export function withComments(comments: Comments, more: readonly CommentItem[]): Comments {
  return more.reduce(withComment, comments);
}

/** Oldest first. A reply whose beginning is not loaded yet stands for itself. */
export function threadsOf(comments: Comments): Thread[] {
  const inOrder = [...comments.values()].sort((one, other) => compare(one.createdAt, other.createdAt));
  const replies = new Map<string, CommentItem[]>();
  for (const one of inOrder) {
    if (one.parent) replies.set(one.parent.id, [...(replies.get(one.parent.id) ?? []), one]);
  }
  const firsts = inOrder.filter(({ parent }) => parent === null || !comments.has(parent.id));
  return firsts.map((first) => ({ first, replies: replies.get(first.id) ?? [] }));
}

/** Additional requests that nobody has answered yet. */
export function openFollowUps(comments: Comments): CommentItem[] {
  return [...comments.values()].filter(({ followUp }) => followUp === "OPEN");
}

type Reaction = CommentItem["reactions"][number];

/** As it will be once the server has heard of it. */
export function reacted(comment: CommentItem, kind: Reaction["kind"], emoji: string): CommentItem {
  const found = comment.reactions.find((one) => one.kind === kind);
  const next: Reaction = found
    ? { ...found, count: found.count + (found.viewerReacted ? -1 : 1), viewerReacted: !found.viewerReacted }
    : { kind, emoji, count: 1, viewerReacted: true };
  const rest = comment.reactions.filter((one) => one.kind !== kind);
  const placed = found ? comment.reactions.map((one) => (one.kind === kind ? next : one)) : [...rest, next];
  return { ...comment, reactions: placed.filter(({ count }) => count > 0) };
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
