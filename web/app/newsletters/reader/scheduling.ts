// What is offered first to whoever schedules an issue.
import { instantOf, today } from "../../words/times";

const DAY = 24 * 60 * 60_000;

/** Nine o'clock tomorrow, in Seoul: an instant in milliseconds. */
export function firstOffered(now: number): number {
  return Date.parse(instantOf(`${today(now + DAY)}T09:00`));
}
