import { describe, expect, it } from "vitest";

import { added, evenly, given, removed, sum, type Share } from "./shares";

const of = (...shares: number[]): Share[] => shares.map((share, place) => ({ id: `${place}`, name: `n${place}`, share }));
const numbers = (shares: readonly Share[]) => shares.map(({ share }) => share);

describe("the shares of handlers", () => {
  it("are divided as the server divides, the first ones getting what is left over", () => {
    expect(numbers(evenly(of(0, 0, 0)))).toEqual([34, 33, 33]);
    expect(numbers(evenly(of(0, 0, 0, 0, 0, 0, 0)))).toEqual([15, 15, 14, 14, 14, 14, 14]);
    expect(evenly([])).toEqual([]);
  });

  it("stay even when somebody comes or goes", () => {
    const two = added(added([], { id: "a", name: "가" }), { id: "b", name: "나" });
    expect(numbers(two)).toEqual([50, 50]);
    const three = added(two, { id: "c", name: "다" });
    expect(numbers(three)).toEqual([34, 33, 33]);
    expect(numbers(removed(three, "a", "a"))).toEqual([50, 50]);
  });

  it("that were set by hand are kept: the newcomer gets what is left, the lead inherits", () => {
    expect(numbers(added(of(70, 20), { id: "c", name: "다" }))).toEqual([70, 20, 10]);
    expect(numbers(added(of(70, 30), { id: "c", name: "다" }))).toEqual([70, 30, 0]);
    expect(numbers(removed(of(60, 30, 10), "2", "0"))).toEqual([70, 30]);
    expect(numbers(removed(of(60, 30, 10), "0", "0"))).toEqual([90, 10]);
  });

  it("add up to 100 by themselves: the lead, or the other of two, takes the rest", () => {
    expect(numbers(given(of(50, 50), "1", 20, "0"))).toEqual([80, 20]);
    expect(numbers(given(of(50, 50), "0", 70, "0"))).toEqual([70, 30]);
    expect(numbers(given(of(34, 33, 33), "2", 10, "0"))).toEqual([57, 33, 10]);
  });

  it("are left alone where nobody can take the rest", () => {
    expect(numbers(given(of(34, 33, 33), "0", 50, "0"))).toEqual([50, 33, 33]);
    expect(numbers(given(of(20, 40, 40), "1", 90, "0"))).toEqual([20, 90, 40]);
    expect(sum(given(of(50, 50), "1", Number.NaN, "0"))).toBeNaN();
  });

  it("come back whole after an empty field between two numbers", () => {
    expect(numbers(given(given(of(50, 50), "1", Number.NaN, "0"), "1", 30, "0"))).toEqual([70, 30]);
  });
});
