// What I have to rate, have rated and was rated for, read anew whenever something happens to one of those requests.
import { useEffect, useRef, useState } from "react";

import { read } from "../api/client";
import type { Failure } from "../api/failures";
import { useFollowed } from "../live/useFollowed";
import { useFailures, useSession } from "../session/Session";
import { CHANGES, RATINGS, type Rating, type RatingChange } from "./documents";
import { replaced, sectionsOf, type Sections } from "./sections";

const GATHERING = 700; // milliseconds in which a burst of events is gathered
const MINE = { or: [{ requester: { isMe: true } }, { deliveries: { handler: { isMe: true } } }] };

export function useEvaluations() {
  const failures = useFailures();
  const { employee, headOf } = useSession().viewer;
  const [sections, setSections] = useState<Sections>();
  const [failure, setFailure] = useState<Failure>();
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(waiting.current), []);

  async function load(signal?: AbortSignal): Promise<void> {
    try {
      const found = await read(RATINGS, { ofDepartment: headOf.length > 0 }, signal);
      setSections(sectionsOf(found, employee?.id));
      setFailure(undefined);
    } catch (problem) {
      if (!signal?.aborted) setFailure(failures(problem));
      throw problem;
    }
  }
  const { seen } = useFollowed<RatingChange>("evaluations", {
    document: CHANGES,
    variables: () => ({ filter: MINE }),
    load,
    apply() {
      clearTimeout(waiting.current);
      waiting.current = setTimeout(() => void load().catch(() => undefined), GATHERING); // the failure is shown
    },
    fail: (problem) => setFailure(failures(problem)),
  });
  const onRated = (rating: Rating, version: number | null) => {
    if (version !== null && rating.request) seen(rating.request.id, version);
    setSections((before) => before && replaced(before, rating));
  };
  return { sections, failure, onRated };
}
