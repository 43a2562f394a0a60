// What a page shows of the server's state, read when it opens and whenever what it asks for changes.
import { useEffect, useEffectEvent, useState } from "react";
import type { AnyVariables, TypedDocumentNode } from "urql";

import { useFailures, useSession } from "../session/Session";
import { read } from "./client";
import type { Failure } from "./failures";

export interface Reading<Data> {
  readonly data: Data | null;
  readonly failure: Failure | null;
  again(): void;
}

interface Known<Data> {
  readonly key: string;
  readonly data: Data | null;
  readonly failure: Failure | null;
}

/** Nothing is read while `variables` is null. What belongs to other variables is never shown. */
export function useRead<Data, Variables extends AnyVariables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables | null,
): Reading<Data> {
  const failures = useFailures();
  const { number } = useSession();
  const key = JSON.stringify(variables);
  const [known, setKnown] = useState<Known<Data> | null>(null);
  const [tries, setTries] = useState(0);
  const load = useEffectEvent(async (wanted: Variables, signal: AbortSignal) => {
    try {
      const data = await read(document, wanted, signal);
      setKnown({ key, data, failure: null });
    } catch (problem) {
      if (!signal.aborted) setKnown((before) => failed(before, key, failures(problem)));
    }
  });
  const begin = useEffectEvent((signal: AbortSignal) => {
    if (variables !== null) void load(variables, signal);
  });
  useEffect(() => {
    const controller = new AbortController();
    begin(controller.signal);
    return () => controller.abort();
  }, [key, tries, number]);
  const current = known?.key === key ? known : null;
  return { data: current?.data ?? null, failure: current?.failure ?? null, again: () => setTries((before) => before + 1) };
}

/** What is shown stays while the server cannot be reached; what may not be seen any more does not. */
function failed<Data>(before: Known<Data> | null, key: string, failure: Failure): Known<Data> {
  const isKept = before?.key === key && failure.kind !== "refused";
  return { key, data: isKept ? before.data : null, failure };
}
