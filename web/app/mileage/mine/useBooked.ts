// Each line of the ledger that is written for me, as it comes.
import { useEffect, useEffectEvent, useRef, useState } from "react";

import { read } from "../../api/client";
import type { Failure } from "../../api/failures";
import { useStream } from "../../live/useStream";
import { useFailures } from "../../session/Session";
import { BOOKED, NEWEST, type Entry } from "./documents";

/** What is read once `isReady` misses nothing: all that is written later is told. */
export function useBooked(take: (entry: Entry) => void) {
  const failures = useFailures();
  const [isReady, setReady] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const [tries, setTries] = useState(0);
  const last = useRef(0);
  const begin = useEffectEvent(async (signal: AbortSignal) => {
    try {
      const { mileageEntries } = await read(NEWEST, {}, signal);
      last.current = Math.max(last.current, mileageEntries.nodes[0]?.number ?? 0);
      setReady(true);
      setFailure(undefined);
    } catch (problem) {
      if (!signal.aborted) setFailure(failures(problem));
    }
  });
  useEffect(() => {
    const stopping = new AbortController();
    void begin(stopping.signal);
    return () => stopping.abort();
  }, [tries]);
  useStream(isReady ? "my mileage" : null, BOOKED, {
    variables: () => ({ after: last.current }),
    next({ myMileageChanged: { number, entry } }) {
      last.current = number;
      if (entry) take(entry);
    },
    fail: setFailure,
  });
  return { isReady, failure, again: () => setTries((before) => before + 1) };
}
