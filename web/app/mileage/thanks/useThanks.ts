// Thanks that I received or gave, newest first, page after page.
import { useCallback, useEffect, useState } from "react";
import type { TypedDocumentNode } from "urql";

import { read } from "../../api/client";
import type { Failure } from "../../api/failures";
import { useFailures } from "../../session/Session";
import type { Thanks, ThanksPage } from "./documents";
import { added, extended, loaded, NONE } from "./pages";

type Pages = TypedDocumentNode<{ thanks: ThanksPage }, { after?: string | null }>;

/** Nothing is read before `isReady`. */
export function useThanks(document: Pages, isReady: boolean) {
  const failures = useFailures();
  const [known, draw] = useState(NONE);
  const [isLoaded, setLoaded] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const ask = useCallback(
    async (after: string | null) => {
      try {
        const { thanks } = await read(document, { after });
        draw((before) => (after === null ? loaded : extended)(before, thanks));
        setLoaded(true);
        setFailure(undefined);
      } catch (problem) {
        setFailure(failures(problem));
      }
    },
    [document, failures],
  );
  useEffect(() => {
    if (isReady) void ask(null);
  }, [ask, isReady]);
  return {
    known,
    isLoaded,
    failure,
    again: () => void ask(null),
    more: () => void ask(known.next),
    add: (thanks: Thanks) => draw((before) => added(before, thanks)),
  };
}
