// The live board for some filters: loaded, followed, and settled when the reader is elsewhere.
import { useCallback, useEffect, useRef, useState } from "react";

import { read } from "../../api/client";
import type { Failure } from "../../api/failures";
import { useFollowed } from "../../live/useFollowed";
import { announce } from "../../parts/announcing";
import { useFailures } from "../../session/Session";
import { useLanguage } from "../../words/language";
import { describeWithActor } from "../timeline/describe";
import { CHANGES, COUNTS, REQUESTS, type BoardChange } from "./documents";
import { addressOf, conditionOf, divisionsOf, orderOf, type Filters } from "./filters";
import * as lanes from "./lanes";

const PAGE = 40;
const RECOUNT = 700; // milliseconds in which a burst of events is gathered

type Step = (board: lanes.Board) => lanes.Board;

export function useBoard(filters: Filters) {
  const failures = useFailures();
  const { language } = useLanguage();
  const [board, latest, step] = useSteps();
  const [shown, setShown] = useState<string>(); // the address whose board is on the screen
  const [failure, setFailure] = useState<Failure>();
  const held = useRef(false);

  const key = addressOf({ ...filters, search: filters.search.trim() });
  const filter = conditionOf(filters);
  const recount = useRecount(() =>
    read(COUNTS, { filter }).then(({ requestCounts }) => step((before) => lanes.counted(before, requestCounts))),
  );

  useFollowed<BoardChange>(key, {
    document: CHANGES,
    variables: () => ({ filter, watching: watched(latest.current) }),
    async load(signal) {
      try {
        const asked = divisionsOf(filters).map(({ states }) => pageOf(filters, states, null, signal));
        const [{ requestCounts }, ...pages] = await Promise.all([read(COUNTS, { filter }, signal), ...asked]);
        step(() => lanes.loaded(filters, pages, requestCounts));
        setShown(key);
        setFailure(undefined);
      } catch (problem) {
        if (!signal.aborted) setFailure(failures(problem));
        throw problem;
      }
    },
    apply(change) {
      if (lanes.mayRecount(latest.current, change)) recount();
      step((before) => lanes.changed(before, change, held.current));
      if (change.request) announce(`${change.request.title}: ${describeWithActor(change.event, language)}`);
    },
    fail: (problem) => setFailure(failures(problem)),
  });

  const hold = useCallback((wanted: boolean) => {
    held.current = wanted;
    if (!wanted) step(lanes.settled);
  }, [step]);
  const more = useCallback(
    async (lane: lanes.Lane) => {
      try {
        const page = await pageOf(filters, lane.states, lane.next);
        step((before) => lanes.extended(before, lane.key, page));
      } catch (problem) {
        setFailure(failures(problem));
      }
    },
    [filters, failures, step],
  );
  return { board, isLoaded: shown === key, failure, hold, more, welcome: () => step(lanes.welcomed) };
}

/** The board that is drawn, and the newest one, which the stream asks for before it is drawn. */
function useSteps() {
  const [board, draw] = useState(lanes.EMPTY);
  const latest = useRef(board);
  const step = useCallback((next: Step) => draw((latest.current = next(latest.current))), []);
  return [board, latest, step] as const;
}

async function pageOf(filters: Filters, states: lanes.Lane["states"], after: string | null, signal?: AbortSignal) {
  const filter = { ...conditionOf(filters), state: { in: [...states] } };
  const variables = { filter, orderBy: orderOf(filters), first: PAGE, after };
  return (await read(REQUESTS, variables, signal)).requests;
}

function watched(board: lanes.Board): string[] {
  return [...new Set([...board.lanes.flatMap(({ ids }) => ids), ...board.arrived])];
}

/** Asked once for a burst. That it fails is no matter: the next event asks again. */
function useRecount(count: () => Promise<void>): () => void {
  const latest = useRef(count);
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => void (latest.current = count));
  useEffect(() => () => clearTimeout(waiting.current), []);
  return () => {
    clearTimeout(waiting.current);
    waiting.current = setTimeout(() => void latest.current().catch(() => undefined), RECOUNT);
  };
}
