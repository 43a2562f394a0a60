import { describe, expect, it } from "vitest";

import type { Entry, EntryPage } from "./documents";
import { booked, extended, loaded, NONE, reversals, settled, type Entries } from "./entries";

const entry = (number: number, reversed: number | null = null) =>
  ({ id: `e${number}`, number, reversed: reversed === null ? null : { id: `e${reversed}`, number: reversed } }) as Entry;
const page = (numbers: number[], totalCount: number, endCursor: string | null = null): EntryPage => ({
  totalCount,
  nodes: numbers.map((number) => entry(number)),
  pageInfo: { hasNextPage: endCursor !== null, endCursor },
});
const numbers = ({ entries }: Entries) => entries.map(({ number }) => number);

describe("the lines of the ledger", () => {
  it("come page after page, newest first", () => {
    const first = loaded(NONE, page([9, 7], 3, "x"));
    expect([numbers(first), first.next, first.total]).toEqual([[9, 7], "x", 3]);
    const all = extended(first, page([4], 3));
    expect([numbers(all), all.next, all.total]).toEqual([[9, 7, 4], null, 3]);
  });

  it("are counted once, whether the list or the news comes first", () => {
    const after = booked(loaded(NONE, page([7], 1)), entry(9), false);
    expect([numbers(after), after.total]).toEqual([[9, 7], 2]);
    expect(booked(after, entry(9), false)).toBe(after);
    const before = loaded(booked(NONE, entry(9), false), page([9, 7], 2));
    expect([numbers(before), before.total]).toEqual([[9, 7], 2]);
  });

  it("wait while the reader is among them", () => {
    const held = booked(booked(loaded(NONE, page([7], 1)), entry(8), true), entry(9), true);
    expect([numbers(held), held.waiting.length, held.total]).toEqual([[7], 2, 3]);
    expect(booked(held, entry(9), true)).toBe(held);
    expect(numbers(settled(held))).toEqual([9, 8, 7]);
    expect(settled(held).waiting).toEqual([]);
  });

  it("tell what was taken back by what", () => {
    expect([...reversals([entry(9, 7), entry(8), entry(7)])]).toEqual([[7, 9]]);
  });
});
