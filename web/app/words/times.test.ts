import { describe, expect, it } from "vitest";

import { agoText, dayText, daysUntil, instantOf, isPast, localMoment, momentText, today } from "./times";

const NOON = Date.parse("2014-07-01T12:00:00+09:00");

describe("the city's day", () => {
  it("is Seoul's", () => {
    expect(today(Date.parse("2014-06-30T15:00:00Z"))).toBe("2014-07-01");
    expect(today(Date.parse("2014-06-30T14:59:59Z"))).toBe("2014-06-30");
  });

  it("is not past before it has ended", () => {
    expect([isPast("2014-07-01", NOON), isPast("2014-06-30", NOON), isPast(null, NOON)]).toEqual([false, true, false]);
    expect([daysUntil("2014-07-03", NOON), daysUntil("2014-06-30", NOON)]).toEqual([2, -1]);
  });

  it("is told without the year that everybody knows", () => {
    expect(dayText("2014-07-01", "ko", NOON)).toBe("7월 1일 (화)");
    expect(dayText("2015-01-02", "ko", NOON)).toBe("2015년 1월 2일 (금)");
    expect(dayText("2014-07-01", "en", NOON)).toBe("Tue 1 Jul");
  });
});

describe("a moment to come", () => {
  it("is told in Seoul's time, without the year that everybody knows", () => {
    expect(momentText("2014-12-01T00:00:00Z", "ko", NOON)).toBe("12월 1일 09:00");
    expect(momentText("2014-12-31T15:30:00Z", "ko", NOON)).toBe("2015년 1월 1일 00:30");
    expect(momentText("2014-12-01T00:00:00Z", "en", NOON)).toBe("1 Dec 09:00");
  });

  it("goes into an input and back, wherever the browser is", () => {
    expect(localMoment(NOON)).toBe("2014-07-01T12:00");
    expect(Date.parse(instantOf(localMoment(NOON)))).toBe(NOON);
  });
});

describe("how long ago", () => {
  const ago = (minutes: number) => new Date(NOON - minutes * 60_000).toISOString();

  it("is told in the largest unit that fits", () => {
    expect([0, 3, 150, 60 * 24 * 2].map((minutes) => agoText(ago(minutes), "ko", NOON))).toEqual([
      "방금",
      "3분 전",
      "2시간 전",
      "그저께",
    ]);
    expect(agoText(ago(60 * 24 * 40), "ko", NOON)).toBe("5월 22일 (목)");
  });

  it("is never in the future, whatever the clocks say", () => {
    expect(agoText(ago(-5), "en", NOON)).toBe("just now");
  });
});
