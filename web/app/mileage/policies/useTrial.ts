// A try on past months: it takes its time, is told to be under way, and leaves nothing behind when it is given up.
import { useCallback, useEffect, useRef, useState } from "react";

import type { Failure } from "../../api/failures";
import { useFailures } from "../../session/Session";

export interface Trial {
  /** Milliseconds of the clock at which it began; null while nothing is tried. */
  readonly since: number | null;
  readonly failure: Failure | null;
  /** True once it is over and nothing was in its way. */
  run(ask: (signal: AbortSignal) => Promise<void>): Promise<boolean>;
  giveUp(): void;
}

export function useTrial(): Trial {
  const failures = useFailures();
  const [since, setSince] = useState<number | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const running = useRef<AbortController>(undefined);
  const giveUp = useCallback(() => running.current?.abort(), []);
  useEffect(() => giveUp, [giveUp]); // whoever leaves the page does not want to know any more
  const run: Trial["run"] = async (ask) => {
    giveUp();
    const { signal } = (running.current = new AbortController());
    setSince(Date.now());
    setFailure(null);
    try {
      await ask(signal);
      return true;
    } catch (problem) {
      if (!signal.aborted) setFailure(failures(problem));
      return false;
    } finally {
      if (running.current.signal === signal) setSince(null);
    }
  };
  return { since, failure, run, giveUp };
}
