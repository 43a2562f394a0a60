import { describe, expect, it } from "vitest";

import type { Policy, PolicyNumber } from "./documents";
import { changesOf, differences, given, isSound, isWeightless, phaseOf, problemOf, typedOf, versionsOf } from "./numbers";

const points = { name: "request_points", label: "요청 한 건", unit: "POINTS", least: "0.00", most: "100.00" } as PolicyNumber;
const cap = { name: "thanks_pair_cap", label: "한 사람에게 보내는 감사", unit: "COUNT", least: "1", most: "100" } as PolicyNumber;
const weight = (name: string) => ({ name, label: name, unit: "TIMES", least: "0", most: "100" }) as PolicyNumber;
const WEIGHTS = ["importance_weight", "effectiveness_weight", "promptness_weight", "difficulty_weight"];
const NUMBERS = [points, cap, ...WEIGHTS.map(weight)];
const VALUES = { request_points: "5.00", thanks_pair_cap: "2", ...Object.fromEntries(WEIGHTS.map((name) => [name, "1"])) };

const policy = (number: number, values: Record<string, string> = {}, effectiveFrom: string | null = null) =>
  ({
    id: `p${number}`,
    number,
    effectiveFrom,
    numbers: NUMBERS.map(({ name, label, unit }) => ({ name, label, unit, isUsual: true, value: { ...VALUES, ...values }[name] })),
  }) as unknown as Policy;

describe("a number as it is typed", () => {
  it("lies within its bounds, with the decimals of its unit", () => {
    for (const text of ["0", "100", "5.25", " 5 "]) expect(problemOf(points, text)).toBeNull();
    expect(["-1", "100.01", "1000"].map((text) => problemOf(points, text))).toEqual(["bounds", "bounds", "bounds"]);
    expect([problemOf(points, "5.125"), problemOf(cap, "1.5"), problemOf(cap, "0")]).toEqual(["parts", "parts", "bounds"]);
    for (const text of ["", "다섯", "1e3", "5.", "1,000"]) expect(problemOf(points, text)).toBe("malformed");
  });

  it("is one of a set that some mark counts in", () => {
    const typed = typedOf(policy(1));
    expect(isSound(NUMBERS, typed)).toBe(true);
    expect(isSound(NUMBERS, { ...typed, thanks_pair_cap: "0" })).toBe(false);
    const weightless = { ...typed, ...Object.fromEntries(WEIGHTS.map((name) => [name, "0"])) };
    expect([isWeightless(weightless), isSound(NUMBERS, weightless)]).toEqual([true, false]);
    expect(isWeightless({ ...weightless, difficulty_weight: "1" })).toBe(false);
  });

  it("is sent as it was typed, without blanks", () => {
    expect(given([points], { request_points: " 6.50 " })).toEqual([{ name: "request_points", value: "6.50" }]);
  });
});

describe("what differs", () => {
  it("is told number by number, before and after", () => {
    expect(differences(policy(1), policy(2, { request_points: "6.50" }))).toEqual([
      { name: "request_points", label: "요청 한 건", unit: "POINTS", before: 5, after: 6.5 },
    ]);
    expect(differences(policy(1), policy(2))).toEqual([]);
  });

  it("is not what is another way to write the same, or no number yet", () => {
    const typed = { ...typedOf(policy(1)), request_points: "5.0", thanks_pair_cap: "" };
    expect(changesOf(policy(1), typed)).toEqual([]);
  });
});

describe("versions", () => {
  it("come newest first, each with the one before it", () => {
    const [one, two, three] = [policy(1), policy(2), policy(3)];
    const told = versionsOf([two, three, one]).map(({ policy, previous }) => [policy.number, previous?.number ?? null]);
    expect(told).toEqual([[3, 2], [2, 1], [1, null]]);
  });

  it("are in force, still to come, or past", () => {
    const [one, two, three] = [policy(1), policy(2, {}, "2026-07-01"), policy(3, {}, "2026-08-01")];
    expect([one, two, three].map((policy) => phaseOf(policy, two, "2026-07-31"))).toEqual(["past", "force", "coming"]);
  });
});
