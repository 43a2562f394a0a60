import { describe, expect, it } from "vitest";

import { marked, type Mark } from "./marking";

/** The selection stands between | and |. */
function after(text: string, mark: Mark): string {
  const from = text.indexOf("|");
  const to = text.lastIndexOf("|") - 1;
  const plain = text.replaceAll("|", "");
  const change = marked(plain, [from, Math.max(from, to)], mark);
  const made = plain.slice(0, change.from) + change.text + plain.slice(change.to);
  const [start, end] = change.selected;
  return `${made.slice(0, start)}|${made.slice(start, end)}|${made.slice(end)}`;
}

describe("a button of the editor", () => {
  it("makes the selection bold, and plain again", () => {
    expect(after("|심야| 버스", "bold")).toBe("**|심야|** 버스");
    expect(after("**|심야|** 버스", "bold")).toBe("|심야| 버스");
    expect(after("심야||", "bold")).toBe("심야**||**");
  });

  it("makes whole lines of a list, and plain lines again", () => {
    expect(after("첫째\n|둘째\n셋|째", "list")).toBe("첫째\n|- 둘째\n- 셋째|");
    expect(after("|- 둘째\n- 셋째|", "list")).toBe("|둘째\n셋째|");
    expect(after("|가\n나|", "steps")).toBe("|1. 가\n2. 나|");
  });

  it("makes the line of the caret a heading, and keeps the caret in it", () => {
    expect(after("위\n제||목\n아래", "heading")).toBe("위\n## 제목||\n아래");
    expect(after("||", "quote")).toBe("> ||");
  });

  it("takes no line that begins only where the selection ends", () => {
    expect(after("|가\n|나", "quote")).toBe("|> 가|\n나");
  });

  it("makes a link whose address is to be written over", () => {
    expect(after("|서울시| 누리집", "link")).toBe("[서울시](|https://|) 누리집");
  });
});
