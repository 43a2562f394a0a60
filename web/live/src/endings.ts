// Why a stream ended, and whether it would help to ask again.

export const FORBIDDEN = 4403;

// The same message would be refused again: unreadable, of another protocol, too long.
const FINAL_CODES = new Set([1002, 1003, 1007, 1009, 1010, 4400, 4401, 4406, 4409, 4429]);
const MISTAKE_OF_THE_SERVER = "INTERNAL";
const NOT_SIGNED_IN = "NOT_SIGNED_IN";

/** An error as the server formats it. `extensions.code` tells programs what `message` tells people. */
export interface Refusal {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: { readonly code?: string; readonly [name: string]: unknown };
}

/**
 * - `signed-out`: nobody is signed in; start anew after signing in.
 * - `refused`: the server will not answer this document with these variables.
 * - `failed`: `apply` threw; the screen can no longer be trusted.
 * - `ended`: the server or `client.dispose()` completed the stream.
 * - `stopped`: `stop()` was called.
 */
export type Reason = "signed-out" | "refused" | "failed" | "ended" | "stopped";

/** Thrown to end the following for good. */
export class Final extends Error {
  readonly reason: Reason;
  readonly problem: unknown;

  constructor(reason: Reason, problem?: unknown) {
    super(reason);
    this.reason = reason;
    this.problem = problem;
  }
}

/** Of a close event of a socket. */
export function codeOf(problem: unknown): number | undefined {
  const closed = typeof problem === "object" && problem !== null && "code" in problem && "reason" in problem;
  return closed && typeof problem.code === "number" ? problem.code : undefined;
}

export function refusalsOf(problem: unknown): readonly Refusal[] | undefined {
  return Array.isArray(problem) ? problem : undefined;
}

/** Undefined if asking again may help. 4403 is judged by who knows whether it is the first one. */
export function finality(problem: unknown): Final | undefined {
  if (problem instanceof Final) return problem;
  const code = codeOf(problem);
  if (code !== undefined && FINAL_CODES.has(code)) return new Final("refused", problem);
  const codes = refusalsOf(problem)?.map((refusal) => refusal.extensions?.code) ?? [];
  if (codes.includes(NOT_SIGNED_IN)) return new Final("signed-out", problem);
  const refused = codes.some((code) => code !== MISTAKE_OF_THE_SERVER);
  return refused ? new Final("refused", problem) : undefined;
}
