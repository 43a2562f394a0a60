import { describe, expect, it } from "vitest";

import { slopes, wayOf, type Mover } from "./slopes";

const mover = (id: string, before: number | null, after: number | null): Mover => ({ id, name: id, before, after });
const told = (movers: readonly Mover[], most = 10) => slopes(movers, most).map(({ id, from, to, way }) => [id, from, to, way]);

describe("slopes of ranks", () => {
  it("begin and end in the order of each side", () => {
    expect(told([mover("a", 1, 3), mover("b", 2, 1), mover("c", 5, 5)])).toEqual([
      ["a", 0, 1, "down"],
      ["b", 1, 0, "up"],
      ["c", 2, 2, "same"],
    ]);
  });

  it("give a row of their own to those who are equal, and put those without points last", () => {
    expect(told([mover("new", null, 1), mover("a", 1, 2), mover("b", 1, 2), mover("none", null, null)])).toEqual([
      ["new", 2, 0, "up"],
      ["a", 0, 1, "down"],
      ["b", 1, 2, "down"],
    ]);
  });

  it("are those of the best by either side", () => {
    expect(told([mover("far", 40, 41), mover("risen", 30, 2), mover("fallen", 1, 50)], 2)).toEqual([
      ["fallen", 0, 1, "down"],
      ["risen", 1, 0, "up"],
    ]);
  });

  it("lead up from no rank and down to none", () => {
    expect([wayOf({ before: null, after: 9 }), wayOf({ before: 9, after: null }), wayOf({ before: 9, after: 9 })]).toEqual(["up", "down", "same"]);
  });
});
