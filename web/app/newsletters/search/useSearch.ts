// What is found for an address. What was found before stays, paler, until the next is there.
import { useEffect, useEffectEvent, useState } from "react";

import { read } from "../../api/client";
import type { Failure } from "../../api/failures";
import { useFailures } from "../../session/Session";
import { addressOf, filterOf, type Wanted } from "./asking";
import { SEARCH, type Found } from "./documents";

interface Known {
  readonly key: string;
  readonly found: Found;
}

export function useSearch(wanted: Wanted) {
  const failures = useFailures();
  const [known, setKnown] = useState<Known>();
  const [failure, setFailure] = useState<Failure>();
  const [tries, setTries] = useState(0);
  const key = addressOf(wanted);
  const turn = useEffectEvent(async (after: string | null, signal?: AbortSignal) => {
    try {
      const { newsletterSearch: page } = await read(SEARCH, { query: wanted.query.trim(), filter: filterOf(wanted), after, grouped: wanted.similarTo === null }, signal);
      setKnown((before) => ({ key, found: after === null || before?.key !== key ? page : { ...page, edges: [...before.found.edges, ...page.edges] } }));
      setFailure(undefined);
    } catch (problem) {
      if (!signal?.aborted) setFailure(failures(problem));
    }
  });
  const [wish, ask] = useState<{ readonly key: string; readonly after: string }>();
  useEffect(() => {
    const stopping = new AbortController();
    void turn(null, stopping.signal);
    return () => stopping.abort();
  }, [key, tries]);
  useEffect(() => {
    if (wish) void turn(wish.after);
  }, [wish]);
  return {
    found: known?.found,
    isOld: known !== undefined && known.key !== key,
    failure,
    again: () => setTries((before) => before + 1),
    more: (after: string) => ask({ key, after }),
  };
}
