// How a text will look, rendered by the server as it will be kept. What was shown stays until the next is there.
import { useEffect, useState } from "react";

import { read } from "../../api/client";
import { useRested } from "../../parts/useRested";
import { useFailures } from "../../session/Session";
import { charactersIn } from "../../parts/characters";
import { MOST } from "./content";
import { PREVIEW } from "./documents";

export interface Previewed {
  readonly html: string;
  /** It could not be brought up to date. */
  readonly isOld: boolean;
}

const NOTHING: Previewed = { html: "", isOld: false };

export function usePreview(body: string): Previewed {
  const failures = useFailures();
  const [shown, show] = useState(NOTHING);
  const rested = useRested(body);
  const isEmpty = rested.trim() === "";
  useEffect(() => {
    if (isEmpty || charactersIn(rested) > MOST.body) return undefined;
    const stopping = new AbortController();
    read(PREVIEW, { body: rested }, stopping.signal).then(
      ({ newsletterPreview: html }) => show({ html, isOld: false }),
      (problem: unknown) => {
        if (stopping.signal.aborted) return;
        failures(problem); // a session may have ended
        show(({ html }) => ({ html, isOld: true }));
      },
    );
    return () => stopping.abort();
  }, [rested, isEmpty, failures]);
  return isEmpty ? NOTHING : shown;
}
