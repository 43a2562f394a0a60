// Why thanks cannot be given, as far as that is known before the server is asked.
import { today } from "../../words/times";
import type { Left } from "./documents";

export type Obstacle = "readOnly" | "gone" | "colleague" | "switchedOff" | "usedUp" | "enough";

interface Asked {
  readonly left: Left;
  readonly readOnly: boolean;
  /** The IDs of my departments. */
  readonly mine: readonly string[];
}

interface Receiver {
  readonly id: string;
  readonly hasLeft: boolean;
  readonly departments: readonly string[];
}

/** Without a receiver: why there can be no thanks to anybody. */
export function obstacle({ left, readOnly, mine }: Asked, receiver?: Receiver): Obstacle | null {
  const { thanksAllowance: allowance } = left;
  if (readOnly) return "readOnly";
  if (allowance.given === 0 && allowance.left === 0) return "switchedOff";
  if (receiver?.hasLeft) return "gone";
  if (receiver?.departments.some((id) => mine.includes(id))) return "colleague";
  if (allowance.left === 0) return "usedUp";
  return receiver && givenTo(receiver.id, left) >= allowance.mostForOne ? "enough" : null;
}

/** How often I thanked somebody in the month of the allowance. */
export function givenTo(receiver: string, { thanksAllowance: { year, month }, thanksGiven }: Left): number {
  const present = `${year}-${String(month).padStart(2, "0")}`;
  const isOf = (givenAt: string) => today(Date.parse(givenAt)).startsWith(present);
  return thanksGiven.nodes.filter((one) => one.receiver?.id === receiver && isOf(one.givenAt)).length;
}
