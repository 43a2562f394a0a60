// A list that is read page after page: what is known of it is drawn, and grows by what comes.
import { useEffect, useEffectEvent, useState } from "react";

import { useFailures } from "../session/Session";
import type { Failure } from "./failures";

interface Steps<Known, Page> {
  readonly none: Known;
  /** What the first page makes of what is known, when it is read again, too. */
  loaded(known: Known, page: Page): Known;
  /** What a later one makes of it. */
  extended(known: Known, page: Page): Known;
}

/** Nothing is read before `isReady`. Whoever asks for something else begins anew. */
export function usePages<Known extends { readonly next: string | null }, Page>(
  { none, loaded, extended }: Steps<Known, Page>,
  ask: (after: string | null, signal?: AbortSignal) => Promise<Page>,
  isReady = true,
) {
  const failures = useFailures();
  const [known, draw] = useState(none);
  const [isLoaded, setLoaded] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const [tries, setTries] = useState(0);
  const turn = async (after: string | null, signal?: AbortSignal) => {
    try {
      const page = await ask(after, signal);
      draw((before) => (after === null ? loaded : extended)(before, page));
      setLoaded(true);
      setFailure(undefined);
    } catch (problem) {
      if (!signal?.aborted) setFailure(failures(problem));
    }
  };
  const begin = useEffectEvent((signal: AbortSignal) => void turn(null, signal));
  useEffect(() => {
    const stopping = new AbortController();
    if (isReady) begin(stopping.signal);
    return () => stopping.abort();
  }, [isReady, tries]);
  return {
    known,
    draw,
    isLoaded,
    failure,
    again: () => setTries((before) => before + 1),
    more: () => void turn(known.next),
  };
}
