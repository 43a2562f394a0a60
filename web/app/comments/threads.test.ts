import { describe, expect, it } from "vitest";

import type { CommentItem } from "./documents";
import { openFollowUps, reacted, threadsOf, withComment, withComments } from "./threads";

const NO = { allowed: false };

function comment(id: string, version = 1, more: Partial<CommentItem> = {}): CommentItem {
  const rights = {
    viewerCanEdit: NO,
    viewerCanDelete: NO,
    viewerCanHide: NO,
    viewerCanRestore: NO,
    viewerCanReport: NO,
    viewerCanReact: NO,
    viewerCanQuote: NO,
    viewerCanOpenFollowUp: NO,
    viewerCanAnswerFollowUp: NO,
    viewerCanReopenFollowUp: NO,
    viewerCanResolveThread: NO,
    viewerCanReopenThread: NO,
  };
  return {
    id,
    version,
    state: "VISIBLE",
    body: id,
    bodyHtml: id,
    hiddenReason: null,
    followUp: null,
    createdAt: `2026-11-01T00:00:0${id.length}Z`,
    editedAt: null,
    resolvedAt: null,
    author: null,
    authorDepartmentName: "",
    delivery: null,
    parent: null,
    quoted: null,
    answer: null,
    resolvedBy: null,
    mentions: [],
    reactions: [],
    ...rights,
    ...more,
  };
}

describe("a conversation", () => {
  it("keeps replies below what they reply to, oldest first", () => {
    const known = withComments(new Map(), [comment("aaa", 3, { parent: { id: "a" } }), comment("aa"), comment("a")]);
    expect(threadsOf(known).map(({ first, replies }) => [first.id, replies.map(({ id }) => id)])).toEqual([
      ["a", ["aaa"]],
      ["aa", []],
    ]);
  });

  it("shows a reply by itself while its beginning is not loaded", () => {
    const known = withComments(new Map(), [comment("aaa", 3, { parent: { id: "a" } })]);
    expect(threadsOf(known).map(({ first }) => first.id)).toEqual(["aaa"]);
  });

  it("takes the newer version, and of the same version what came later", () => {
    const known = withComments(new Map(), [comment("a", 2, { body: "둘" })]);
    expect(withComment(known, comment("a", 1, { body: "하나" })).get("a")?.body).toBe("둘");
    expect(withComment(known, comment("a", 2, { body: "둘째" })).get("a")?.body).toBe("둘째");
  });

  it("knows which additional requests wait", () => {
    const known = withComments(new Map(), [comment("a", 1, { followUp: "OPEN" }), comment("aa", 1, { followUp: "ANSWERED" })]);
    expect(openFollowUps(known).map(({ id }) => id)).toEqual(["a"]);
  });
});

describe("a reaction", () => {
  const thanked = (count: number, viewerReacted: boolean) => ({ kind: "THANKS", emoji: "🙏", count, viewerReacted }) as const;

  it("is counted at once, and taken back", () => {
    const once = reacted(comment("a"), "THANKS", "🙏");
    expect(once.reactions).toEqual([thanked(1, true)]);
    expect(reacted(once, "THANKS", "🙏").reactions).toEqual([]);
  });

  it("joins those of others", () => {
    expect(reacted(comment("a", 1, { reactions: [thanked(2, false)] }), "THANKS", "🙏").reactions).toEqual([thanked(3, true)]);
  });
});
