// A list of issues as it is now: loaded, followed, and read on.
import { useRef, useState } from "react";

import type { Failure } from "../api/failures";
import { useFollowed } from "../live/useFollowed";
import { announce } from "../parts/announcing";
import { useFailures } from "../session/Session";
import { useWords } from "../words/language";
import { NEWS, type IssueChange, type IssueFilter } from "./documents";
import { changed, extended, loaded, NONE, welcomed, type Known, type Page } from "./listing";
import { words } from "./words";

const WATCHED = 100; // as many as the server takes

/** `key` tells lists apart. `ask`: a page of what fits `filter`. */
export function useIssues(key: string, filter: IssueFilter, ask: (after: string | null, signal?: AbortSignal) => Promise<Page>) {
  const w = useWords(words);
  const failures = useFailures();
  const [known, draw] = useState<Known>(NONE);
  const latest = useRef(known);
  const [isLoaded, setLoaded] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const step = (next: (before: Known) => Known) => draw((latest.current = next(latest.current)));
  useFollowed<IssueChange>(key, {
    document: NEWS,
    variables: () => ({ filter, watching: [...latest.current.arrived, ...latest.current.issues].slice(0, WATCHED).map(({ id }) => id) }),
    async load(signal) {
      try {
        const page = await ask(null, signal);
        step(() => loaded(page));
        setLoaded(true);
        setFailure(undefined);
      } catch (problem) {
        if (!signal.aborted) setFailure(failures(problem));
        throw problem;
      }
    },
    apply(change) {
      step((before) => changed(before, change));
      const { issue, matches, news } = change;
      if (issue?.newsletter && matches) announce(w.news[news](w.issueOf(issue.newsletter.name, issue.number)));
    },
    fail: (problem) => setFailure(failures(problem)),
  });
  const more = async () => {
    try {
      const page = await ask(latest.current.next);
      step((before) => extended(before, page));
    } catch (problem) {
      setFailure(failures(problem));
    }
  };
  return { known, isLoaded, failure, more: () => void more(), welcome: () => step(welcomed) };
}
