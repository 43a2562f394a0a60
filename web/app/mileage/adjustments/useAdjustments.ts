// Adjustments of some state, page after page; read again by whoever comes back to the window.
import { useEffect, useEffectEvent, useState } from "react";

import { read } from "../../api/client";
import type { Failure } from "../../api/failures";
import type { Enum } from "../../api/graphql";
import { useAgainWhenBack } from "../../people/Sheet";
import { useFailures } from "../../session/Session";
import { changed, extended, loaded, NONE } from "./adjustments";
import { ADJUSTMENTS, type Adjustment } from "./documents";

export function useAdjustments(state: Enum<"MileageAdjustmentState"> | null) {
  const failures = useFailures();
  const [known, draw] = useState(NONE);
  const [isLoaded, setLoaded] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const ask = async (after: string | null, signal?: AbortSignal) => {
    try {
      const { mileageAdjustments } = await read(ADJUSTMENTS, { state: state && [state], after }, signal);
      draw((before) => (after === null ? loaded : extended)(before, mileageAdjustments));
      setLoaded(true);
      setFailure(undefined);
    } catch (problem) {
      if (!signal?.aborted) setFailure(failures(problem));
    }
  };
  const begin = useEffectEvent((signal: AbortSignal) => void ask(null, signal));
  useEffect(() => {
    const stopping = new AbortController();
    begin(stopping.signal);
    return () => stopping.abort();
  }, []);
  const again = () => void ask(null);
  useAgainWhenBack({ again });
  return { known, isLoaded, failure, again, more: () => void ask(known.next), say: (one: Adjustment) => draw((before) => changed(before, one)) };
}
