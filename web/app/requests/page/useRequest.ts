// The live request of a page: found by its key, loaded, followed.
import { useCallback, useReducer, useState } from "react";

import { read } from "../../api/client";
import { Failure } from "../../api/failures";
import { useRead } from "../../api/useRead";
import { withComments } from "../../comments/threads";
import type { CommentItem } from "../../comments/documents";
import type { Rating } from "../../evaluations/documents";
import { useFollowed } from "../../live/useFollowed";
import type { Acting } from "../acts/documents";
import { announce } from "../../parts/announcing";
import { useFailures, useSession } from "../../session/Session";
import { useLanguage } from "../../words/language";
import { describeWithActor } from "../timeline/describe";
import { CHANGES, DETAIL_NOW, EARLIER_COMMENTS, EARLIER_EVENTS, REQUEST, REQUEST_ID, type Detail, type RequestChange } from "./documents";
import { changed, loaded, renewed, withEarlierComments, withEarlierEvents, withRating, withTrack, type Shown } from "./state";

type Step = (shown: Shown | undefined) => Shown | undefined;

export function useRequest(key: string) {
  const failures = useFailures();
  const { viewer } = useSession();
  const { language } = useLanguage();
  const { data: found, failure: unfound } = useRead(REQUEST_ID, { key });
  const id = found?.request?.id ?? null;
  const [shown, step] = useReducer((before: Shown | undefined, next: Step) => next(before), undefined);
  const [failure, setFailure] = useState<Failure>();

  useFollowed<RequestChange>(id, {
    document: CHANGES,
    variables: () => ({ id }),
    async load(signal) {
      try {
        const { request } = await read(REQUEST, { id: id ?? "" }, signal);
        step(() => (request ? loaded(request) : undefined));
        setFailure(request ? undefined : new Failure("refused", ""));
      } catch (problem) {
        if (!signal.aborted) setFailure(failures(problem));
        throw problem;
      }
    },
    apply(change) {
      step((before) => before && changed(before, change));
      const { actor } = change.event;
      if (actor?.id !== viewer.employee?.id) announce(describeWithActor(change.event, language));
    },
    fail(problem) {
      step(() => undefined); // whoever may not see it any more sees nothing of it
      setFailure(failures(problem));
    },
  });

  const renew = useCallback((request: Detail) => step((before) => before && renewed(before, request)), []);
  const refresh = useCallback(async () => {
    const { request } = await read(DETAIL_NOW, { id: id ?? "" });
    if (request) renew(request);
  }, [id, renew]);
  const renewTrack = useCallback((delivery: Acting) => step((before) => before && withTrack(before, delivery)), []);
  const rate = useCallback((rating: Rating) => step((before) => before && withRating(before, rating)), []);
  const say = useCallback(
    (comment: CommentItem) =>
      step((before) => before && { ...before, comments: withComments(before.comments, [comment]) }),
    [],
  );
  const earlier = useEarlier(id, shown, step, (problem) => setFailure(failures(problem)));
  return { shown, isMissing: found !== null && id === null, failure: unfound ?? failure, renew, refresh, renewTrack, rate, say, ...earlier };
}

function useEarlier(
  id: string | null,
  shown: Shown | undefined,
  step: (next: Step) => void,
  fail: (problem: unknown) => void,
) {
  async function earlierComments() {
    if (id === null || !shown?.earlierComments) return;
    try {
      const { request } = await read(EARLIER_COMMENTS, { id, before: shown.earlierComments });
      if (request) step((before) => before && withEarlierComments(before, request.comments));
    } catch (problem) {
      fail(problem);
    }
  }
  async function earlierEvents() {
    if (id === null || !shown?.earlierEvents) return;
    try {
      const { request } = await read(EARLIER_EVENTS, { id, after: shown.earlierEvents });
      if (request) step((before) => before && withEarlierEvents(before, request.timeline));
    } catch (problem) {
      fail(problem);
    }
  }
  return { earlierComments, earlierEvents };
}
