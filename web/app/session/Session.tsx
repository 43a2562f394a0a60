// Who is signed in, for the whole page; whoever is not sees the sign-in page at the same address.
import { createContext, lazy, Suspense, use, useCallback, useEffect, useMemo, useState, type ReactNode } from "react";

import { read } from "../api/client";
import { Failure, failureOf } from "../api/failures";
import { graphql, type ResultOf } from "../api/graphql";
import { Loading } from "../parts/Loading";
import { Problem } from "../parts/Problem";
import { words as parts } from "../parts/words";
import { useWords } from "../words/language";

const VIEWER = graphql(`
  query Viewer {
    viewer {
      readOnly
      canCreateTemplate { allowed reason }
      roles
      employee { id number name }
      department { id code name kind }
      departments { id code name }
      clerkOf { id code name }
      headOf { id code name }
    }
  }
`);

export type Viewer = NonNullable<ResultOf<typeof VIEWER>["viewer"]>;

interface Session {
  readonly viewer: Viewer;
  /** Grows each time somebody comes back after the session had ended. */
  readonly number: number;
  /** Somebody has to sign in first: until then the page is out of sight. */
  readonly hasEnded: boolean;
  /** The server no longer knows us. What is on the page stays, for whoever comes back. */
  signedOut(): void;
}

type Known =
  | { name: "asking" }
  | { name: "nobody" }
  | { name: "somebody"; viewer: Viewer; number: number; hasEnded: boolean }
  | { name: "failed"; failure: Failure };

const Current = createContext<Session | null>(null);
const SignIn = lazy(() => import("./SignIn"));

export function useSession(): Session {
  const session = use(Current);
  if (session === null) throw new Error("nobody is signed in here");
  return session;
}

export function Sessions({ children }: { children: ReactNode }) {
  const [known, setKnown] = useState<Known>({ name: "asking" });
  const ask = useCallback(async () => {
    const found = await whoIsThere();
    setKnown((before) => cameBack(before, found));
  }, []);
  const signedOut = useCallback(
    () => setKnown((before) => (before.name === "somebody" ? { ...before, hasEnded: true } : before)),
    [],
  );
  useEffect(() => void ask(), [ask]);

  if (known.name === "asking") return <Loading />;
  if (known.name === "failed") return <Problem failure={known.failure} again={ask} />;
  if (known.name === "nobody") return <Entrance hasEnded={false} onSignedIn={ask} />;
  return <Staying known={known} signedOut={signedOut} ask={ask} children={children} />;
}

interface Stay {
  readonly known: Known & { name: "somebody" };
  signedOut(): void;
  ask(): Promise<void>;
  readonly children: ReactNode;
}

function Staying({ known: { viewer, number, hasEnded }, signedOut, ask, children }: Stay) {
  const session = useMemo(() => ({ viewer, number, hasEnded, signedOut }), [viewer, number, hasEnded, signedOut]);
  return (
    <Current value={session}>
      <div key={viewer.employee?.id} hidden={hasEnded}>
        {children}
      </div>
      {hasEnded && <Entrance hasEnded onSignedIn={ask} />}
    </Current>
  );
}

function Entrance(props: { hasEnded: boolean; onSignedIn(): Promise<void> }) {
  return (
    <Suspense fallback={<Loading />}>
      <SignIn {...props} />
    </Suspense>
  );
}

function cameBack(before: Known, found: Viewer | null | Failure): Known {
  if (found instanceof Failure) {
    if (before.name === "somebody") return { ...before, hasEnded: true };
    return found.kind === "signed-out" ? { name: "nobody" } : { name: "failed", failure: found };
  }
  if (found === null) return before.name === "somebody" ? { ...before, hasEnded: true } : { name: "nobody" };
  const number = before.name === "somebody" ? before.number + 1 : 0;
  return { name: "somebody", viewer: found, number, hasEnded: false };
}

export async function signOut(): Promise<void> {
  await fetch("/demo/sign-out", { method: "POST", headers: { "content-type": "application/json" }, body: "{}" });
  location.assign("/");
}

async function whoIsThere(): Promise<Viewer | null | Failure> {
  try {
    return (await read(VIEWER, {})).viewer;
  } catch (problem) {
    return failureOf(problem);
  }
}

/** For queries that pages make by themselves: a refusal may mean that the session has ended. Each is told in words. */
export function useFailures(): (problem: unknown) => Failure {
  const { notReached } = useWords(parts);
  const { signedOut } = useSession();
  return useCallback(
    (problem) => {
      const failure = failureOf(problem);
      if (failure.kind === "signed-out") signedOut();
      return failure.kind === "unreachable" ? new Failure("unreachable", notReached) : failure;
    },
    [signedOut, notReached],
  );
}

