// Lines of the ledger of one person and period, page after page. Whoever shows them begins anew for another.
import { useCallback, useEffect, useEffectEvent, useRef, useState } from "react";

import { read } from "../../api/client";
import type { Failure } from "../../api/failures";
import { useFailures } from "../../session/Session";
import type { Period } from "../periods";
import { ENTRIES, type Entry } from "./documents";
import { booked, extended, loaded, NONE, settled } from "./entries";

interface Asked {
  /** Null: mine. */
  readonly employee: string | null;
  readonly period: Period;
}

/** Nothing is read before `isReady`. */
export function useEntries(filter: Asked, isReady = true) {
  const failures = useFailures();
  const [known, draw] = useState(NONE);
  const [isLoaded, setLoaded] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const [tries, setTries] = useState(0);
  const held = useRef(false);
  const ask = async (after: string | null, signal?: AbortSignal) => {
    try {
      const { mileageEntries } = await read(ENTRIES, { filter, after }, signal);
      draw((before) => (after === null ? loaded : extended)(before, mileageEntries));
      setLoaded(true);
      setFailure(undefined);
    } catch (problem) {
      if (!signal?.aborted) setFailure(failures(problem));
    }
  };
  const begin = useEffectEvent((signal: AbortSignal) => void ask(null, signal));
  useEffect(() => {
    const stopping = new AbortController();
    if (isReady) begin(stopping.signal);
    return () => stopping.abort();
  }, [isReady, tries]);
  return {
    known,
    isLoaded,
    failure,
    more: () => void ask(known.next),
    again: () => setTries((before) => before + 1),
    take: (entry: Entry) => draw((before) => booked(before, entry, held.current)),
    hold: useCallback((wanted: boolean) => {
      held.current = wanted;
      if (!wanted) draw(settled);
    }, []),
  };
}

export type Listed = ReturnType<typeof useEntries>;
