import { describe, expect, it } from "vitest";

import type { CommentItem } from "./documents";
import { emptied, takenBack, unseen, type Draft, type OnTheWay } from "./sending";
import type { Comments } from "./threads";

const ME = "나";
const WRITTEN: Draft = { id: "1", body: "언제 됩니까", deliveryId: "부서", isFollowUp: true };
const EMPTY: Draft = { id: "2", body: "", deliveryId: "부서", isFollowUp: false };
const SENT = { ...WRITTEN, parentId: undefined, quoted: undefined };

function said(...all: [id: string, author: string, body: string | null][]): Comments {
  return new Map(all.map(([id, author, body]) => [id, { id, author: { id: author, name: author }, body } as CommentItem]));
}

describe("a box", () => {
  it("is empty once its text is on the way, still about the same department", () => {
    expect(emptied(WRITTEN, "2")).toEqual(EMPTY);
  });

  it("has everything again that was refused, as the same comment", () => {
    expect(takenBack(EMPTY, SENT)).toEqual(WRITTEN);
  });

  it("keeps what was typed meanwhile, below what was refused", () => {
    expect(takenBack({ ...EMPTY, body: "그리고" }, SENT)).toEqual({ ...WRITTEN, body: "언제 됩니까\n\n그리고" });
  });
});

describe("a comment on its way", () => {
  const earlier = said(["가", ME, "언제 됩니까"]);
  const one: OnTheWay = { ...SENT, before: new Set(earlier.keys()) };

  it("is shown beside the same words said before, and said by others", () => {
    expect(unseen([one], earlier, ME)).toEqual([one]);
    expect(unseen([one], said(["나", "남", "언제 됩니까"], ["다", ME, "다른 말"], ["라", ME, null]), ME)).toEqual([one]);
  });

  it("is not shown twice when the stream is faster than the answer", () => {
    expect(unseen([one], said(["나", ME, "언제 됩니까"]), ME)).toEqual([]);
    const typed = { ...one, body: " 언제 됩니까\n".normalize("NFD") };
    expect(unseen([typed], said(["나", ME, "언제 됩니까"]), ME)).toEqual([]);
  });
});
