import { describe, expect, it } from "vitest";

import { charted } from "./charting";
import { above, linesOf, pressed, turned } from "./tree";

const one = (id: string, kind: "HEADQUARTERS" | "DISTRICT", parent?: string) => ({ id, code: id, name: id, kind, parent: parent ? { id: parent } : null });
const chart = charted([
  one("중구", "DISTRICT"),
  one("교통본부", "HEADQUARTERS"),
  one("버스과", "HEADQUARTERS", "교통본부"),
  one("택시과", "HEADQUARTERS", "교통본부"),
  one("노선팀", "HEADQUARTERS", "버스과"),
]);
const keys = (...open: string[]) => linesOf(chart, new Set(open)).map(({ key }) => key);

describe("the chart", () => {
  it("knows what stands above each department", () => {
    expect(chart.get("노선팀")?.path).toEqual(["교통본부", "버스과"]);
    expect(above(chart, "노선팀")).toEqual(["HEADQUARTERS", "교통본부", "버스과"]);
    expect(above(chart, "중구")).toEqual(["DISTRICT"]);
    expect(above(chart, "없음")).toEqual([]);
  });
});

describe("the tree", () => {
  it("shows the kinds, and below them only what is open", () => {
    expect(keys()).toEqual(["HEADQUARTERS", "DISTRICT"]);
    expect(keys("HEADQUARTERS")).toEqual(["HEADQUARTERS", "교통본부", "DISTRICT"]);
    expect(keys("HEADQUARTERS", "교통본부")).toEqual(["HEADQUARTERS", "교통본부", "버스과", "택시과", "DISTRICT"]);
    expect(keys("버스과")).toEqual(["HEADQUARTERS", "DISTRICT"]);
  });

  it("tells of each line where it stands", () => {
    const [headquarters, bureau, , taxi] = linesOf(chart, new Set(["HEADQUARTERS", "교통본부"]));
    expect([headquarters?.level, headquarters?.place, headquarters?.size, headquarters?.count]).toEqual([1, 1, 2, 4]);
    expect([bureau?.level, bureau?.isOpen, bureau?.count, bureau?.parent]).toEqual([2, true, 3, "HEADQUARTERS"]);
    expect([taxi?.level, taxi?.place, taxi?.size, taxi?.isOpen, taxi?.parent]).toEqual([3, 2, 2, null, "교통본부"]);
  });

  it("is walked through by the arrows", () => {
    const lines = linesOf(chart, new Set(["HEADQUARTERS"]));
    expect(pressed(lines, "HEADQUARTERS", "ArrowDown")).toEqual({ to: "교통본부", turn: null });
    expect(pressed(lines, "DISTRICT", "ArrowDown")).toBe(null);
    expect(pressed(lines, "HEADQUARTERS", "ArrowRight")).toEqual({ to: "교통본부", turn: null });
    expect(pressed(lines, "교통본부", "ArrowRight")).toEqual({ to: "교통본부", turn: "교통본부" });
    expect(pressed(lines, "교통본부", "ArrowLeft")).toEqual({ to: "HEADQUARTERS", turn: null });
    expect(pressed(lines, "HEADQUARTERS", "ArrowLeft")).toEqual({ to: "HEADQUARTERS", turn: "HEADQUARTERS" });
    expect(pressed(lines, "교통본부", "End")).toEqual({ to: "DISTRICT", turn: null });
    expect(pressed(lines, "교통본부", "a")).toBe(null);
  });

  it("is opened and closed by the same turn", () => {
    const open = turned(new Set(), "교통본부");
    expect([...open]).toEqual(["교통본부"]);
    expect([...turned(open, "교통본부")]).toEqual([]);
  });
});
