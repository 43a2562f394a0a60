// What can go wrong when the server is asked, told apart by what helps.
import type { CombinedError } from "urql";
import type { Refusal } from "madang-live";

/** - `signed-out`: sign in (again). - `refused`: it says why. - `unreachable`: try again. */
export type FailureKind = "signed-out" | "refused" | "unreachable";

export class Failure extends Error {
  readonly kind: FailureKind;

  constructor(kind: FailureKind, message: string) {
    super(message);
    this.kind = kind;
  }
}

/** The server's own refusals, as the live kit reads them; else what kept us from reaching it. */
export function thrown(error: CombinedError): readonly Refusal[] | Failure {
  if (error.graphQLErrors.length === 0) return new Failure("unreachable", error.message);
  return error.graphQLErrors.map(({ message, extensions }) => ({ message, extensions }));
}

export function failureOf(problem: unknown): Failure {
  if (problem instanceof Failure) return problem;
  if (!Array.isArray(problem)) return new Failure("unreachable", String(problem));
  const refusals = problem as readonly Refusal[];
  const signedOut = refusals.some(({ extensions }) => extensions?.code === "NOT_SIGNED_IN");
  return new Failure(signedOut ? "signed-out" : "refused", refusals.map(({ message }) => message).join(" "));
}
