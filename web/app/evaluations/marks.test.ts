import { describe, expect, it } from "vitest";

import { areWhole, AXES, left, missing, needsComment } from "./marks";
import { words } from "./words";

const NOW = Date.parse("2014-07-01T00:00:00Z");

describe("marks", () => {
  it("are whole when every axis has one", () => {
    const marks = { importance: 4, effectiveness: 5, promptness: 3 };
    expect(missing(AXES, marks)).toEqual(["difficulty"]);
    expect(areWhole(AXES, marks)).toBe(false);
    expect(areWhole(AXES, { ...marks, difficulty: 1 })).toBe(true);
  });

  it("of 2 or less need a comment that says something", () => {
    expect(needsComment({ importance: 3, difficulty: 5 }, "")).toBe(false);
    expect(needsComment({ importance: 2 }, "  ")).toBe(true);
    expect(needsComment({ importance: 1 }, "늦었습니다")).toBe(false);
    expect(needsComment({}, "")).toBe(false);
  });
});

describe("the time that is left", () => {
  it("counts down to nothing, each minute begun counting whole", () => {
    expect(left("2014-07-01T12:00:00Z", NOW)).toEqual({ days: 0, hours: 12, minutes: 0 });
    expect(left("2014-07-01T11:59:01Z", NOW)).toEqual({ days: 0, hours: 12, minutes: 0 });
    expect(left("2014-07-14T23:05:00Z", NOW)).toEqual({ days: 13, hours: 23, minutes: 5 });
    expect(left("2014-07-01T00:00:01Z", NOW)).toEqual({ days: 0, hours: 0, minutes: 1 });
    expect(left("2014-07-01T00:00:00Z", NOW)).toBeNull();
    expect(left("2014-06-30T00:00:00Z", NOW)).toBeNull();
  });

  it("is told by days as long as there are some, then by hours, then by minutes", () => {
    expect(words.ko.left({ days: 3, hours: 4, minutes: 5 })).toBe("3일 남음");
    expect(words.ko.left({ days: 0, hours: 11, minutes: 20 })).toBe("11시간 20분 남음");
    expect(words.ko.left({ days: 0, hours: 0, minutes: 1 })).toBe("1분 남음");
    expect(words.ko.left(null)).toBe("기한이 지남");
  });
});
