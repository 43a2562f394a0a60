// The numbers of the rules: as they are typed, whether they may be so, and what differs between two sets of them.
import type { Policy, PolicyNumber, PolicyValue } from "./documents";

/** What stands in the boxes of the form, by the number's name. */
export type Typed = Readonly<Record<string, string>>;

/** - `malformed`: no number. - `parts`: more decimals than its unit has. - `bounds`: too small or too large. */
export type NumberProblem = "malformed" | "parts" | "bounds";

const AXES = ["importance_weight", "effectiveness_weight", "promptness_weight", "difficulty_weight"];
const DECIMALS: Partial<Record<PolicyNumber["unit"], number>> = { POINTS: 2 };

export interface Difference {
  readonly name: string;
  readonly label: string;
  readonly unit: PolicyValue["unit"];
  readonly before: number;
  readonly after: number;
}

export function typedOf(policy: Policy): Typed {
  return Object.fromEntries(policy.numbers.map(({ name, value }) => [name, String(Number(value))]));
}

export function problemOf(number: PolicyNumber, text: string): NumberProblem | null {
  const [, decimals] = /^-?\d+(?:\.(\d+))?$/u.exec(text.trim()) ?? [null, null];
  if (decimals === null) return "malformed";
  const value = Number(text);
  if (value < Number(number.least) || value > Number(number.most)) return "bounds";
  return (decimals ?? "").length > (DECIMALS[number.unit] ?? 0) ? "parts" : null;
}

/** No mark would count, so that the server refuses them, too. */
export function isWeightless(typed: Typed): boolean {
  return AXES.every((name) => Number(typed[name]) === 0);
}

export function isSound(numbers: readonly PolicyNumber[], typed: Typed): boolean {
  return !isWeightless(typed) && numbers.every((number) => problemOf(number, typed[number.name] ?? "") === null);
}

export function given(numbers: readonly PolicyNumber[], typed: Typed): { name: string; value: string }[] {
  return numbers.map(({ name }) => ({ name, value: (typed[name] ?? "").trim() }));
}

/** Of what is typed, beside a policy: those that are numbers at all. */
export function changesOf(base: Policy, typed: Typed): Difference[] {
  return base.numbers.flatMap(({ name, label, unit, value }) => {
    const before = Number(value);
    const after = Number((typed[name] ?? "").trim() || NaN);
    return Number.isNaN(after) || after === before ? [] : [{ name, label, unit, before, after }];
  });
}

/** What changed from one policy to another, in the order of the numbers. */
export function differences(before: Policy, after: Policy): Difference[] {
  return changesOf(before, typedOf(after));
}

export type Phase = "force" | "coming" | "past";

/** Where a policy that was put in force stands on a day. */
export function phaseOf(policy: Pick<Policy, "id" | "effectiveFrom">, inForce: Pick<Policy, "id">, today: string): Phase {
  if (policy.id === inForce.id) return "force";
  return policy.effectiveFrom !== null && policy.effectiveFrom > today ? "coming" : "past";
}

export interface Version {
  readonly policy: Policy;
  /** The one that was put in force before it; none before the first. */
  readonly previous: Policy | null;
}

/** The newest first. */
export function versionsOf(active: readonly Policy[]): Version[] {
  const ordered = [...active].sort((one, two) => (two.number ?? 0) - (one.number ?? 0));
  return ordered.map((policy, at) => ({ policy, previous: ordered[at + 1] ?? null }));
}
