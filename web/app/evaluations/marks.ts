// Marks from 1 to 5 on worded axes, and for how long they may still be given or changed.

export const AXES = ["importance", "effectiveness", "promptness", "difficulty"] as const;
export const RETURN_AXES = ["clarity", "communication", "timing"] as const;
const COMMENT_NEEDED_AT = 2; // a mark this low or lower; the server has the last word
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export type MarksOf<Axis extends string> = Readonly<Record<Axis, number>>;
export type Given<Axis extends string> = Readonly<Partial<MarksOf<Axis>>>;

/** The axes that have no mark yet, in their order. */
export function missing<Axis extends string>(axes: readonly Axis[], marks: Given<Axis>): Axis[] {
  return axes.filter((axis) => marks[axis] === undefined);
}

export function areWhole<Axis extends string>(axes: readonly Axis[], marks: Given<Axis>): marks is MarksOf<Axis> {
  return missing(axes, marks).length === 0;
}

/** A low mark without a word of why helps nobody. */
export function needsComment(marks: Given<string>, comment: string): boolean {
  return Object.values(marks).some((mark) => mark !== undefined && mark <= COMMENT_NEEDED_AT) && comment.trim() === "";
}

export interface Left {
  readonly days: number;
  readonly hours: number;
  readonly minutes: number;
}

/** The time until then, minutes begun counting whole; null once it is over. */
export function left(until: string, now: number): Left | null {
  const milliseconds = Date.parse(until) - now;
  if (milliseconds <= 0) return null;
  const rest = Math.ceil(milliseconds / MINUTE) * MINUTE;
  return { days: Math.floor(rest / DAY), hours: Math.floor((rest % DAY) / HOUR), minutes: Math.floor((rest % HOUR) / MINUTE) };
}
