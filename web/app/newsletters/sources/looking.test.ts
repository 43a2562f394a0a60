import { expect, it } from "vitest";

import { pauseBeforeLooking } from "./looking";

const NOW = Date.parse("2026-11-30T00:00:00Z");
const source = (seconds: number, state: "ACTIVE" | "PAUSED" = "ACTIVE") => ({ state, nextAt: new Date(NOW + seconds * 1000).toISOString() });

it("looks often while a visit is due, just behind the next one, and otherwise once a minute", () => {
  expect(pauseBeforeLooking([source(3600), source(-5)], NOW)).toBe(3_000);
  expect(pauseBeforeLooking([source(3600), source(20)], NOW)).toBe(24_000);
  expect(pauseBeforeLooking([source(3600)], NOW)).toBe(60_000);
  expect(pauseBeforeLooking([source(-5, "PAUSED")], NOW)).toBe(60_000);
  expect(pauseBeforeLooking([], NOW)).toBe(60_000);
});
