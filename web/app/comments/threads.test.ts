import { describe, expect, it } from "vitest";

import type { CommentItem } from "./documents";
import { calledAt, callsThem, offered, withCall } from "./mentioning";
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

describe("a call", () => {
  it("is what stands between the @ and the caret, composed", () => {
    expect(calledAt("봐 주십시오 @김하", 10)).toBe("김하");
    expect(calledAt("@김하".normalize("NFD"), "@김하".normalize("NFD").length)).toBe("김하");
    expect(calledAt("(@버스", 4)).toBe("버스");
  });

  it("is none inside an address or after a space", () => {
    expect([calledAt("kim@seoul", 9), calledAt("@김 ", 3), calledAt("", 0), calledAt("@", 1)]).toEqual([null, null, null, null]);
  });

  it("is replaced by what the server gave", () => {
    expect(withCall("안녕 @김 하세요", 5, "@[김하늘](employee:1)")).toEqual({
      text: "안녕 @[김하늘](employee:1)  하세요",
      caret: 22,
    });
  });
});

describe("who is offered to be called", () => {
  const someone = (name: string, also: string) => ({ id: also, name, also, mentionText: `@(${name})`, departmentName: "통계데이터담당관" });
  const found = [someone("이은석", "100"), someone("이은정", "200"), someone("통계데이터담당관", "HQ-05-02")];
  const names = (called: string) => offered(found, called).map(({ name }) => name);

  it("fits what is typed now, by name, by initials or by number", () => {
    expect(names("이은")).toEqual(["이은석", "이은정"]);
    expect(names("이은저")).toEqual(["이은정"]);
    expect(names("ㅌㄱㄷㅇㅌ")).toEqual(["통계데이터담당관"]);
    expect(names("200")).toEqual(["이은정"]);
    expect(names("hq-05-02")).toEqual(["통계데이터담당관"]);
    expect(names("박")).toEqual([]);
  });
});

describe("whoever is called", () => {
  const viewer = { employee: { id: "이은정", number: "1", name: "이은정" }, departments: [{ id: "통계", code: "1", name: "통계" }] };
  const calls = (employee: string | null, department: string | null) =>
    callsThem({ mentions: [{ employee: employee ? { id: employee } : null, department: department ? { id: department } : null }] }, viewer);

  it("is called by name or with a department", () => {
    expect([calls("이은정", null), calls(null, "통계")]).toEqual([true, true]);
    expect([calls("김하늘", null), calls(null, "교통"), callsThem({ mentions: [] }, viewer)]).toEqual([false, false, false]);
  });
});
