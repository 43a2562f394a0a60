// Months and their kings, live: news of a choice says only that there is one, and the newest months are read again.
import { useCallback, useEffect, useEffectEvent, useRef, useState } from "react";

import { read } from "../../api/client";
import type { Failure } from "../../api/failures";
import { useStream } from "../../live/useStream";
import { announce } from "../../parts/announcing";
import { useFailures } from "../../session/Session";
import { useWords } from "../../words/language";
import { words as shared } from "../words";
import { CHOSEN, CURSOR, MONTHS } from "./documents";
import * as steps from "./months";
import { words } from "./words";

const PAGE = 6;

export function useKings() {
  const w = useWords(words);
  const s = useWords(shared);
  const failures = useFailures();
  const [known, draw] = useState(steps.NONE);
  const [isLoaded, setLoaded] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const latest = useRef(known);
  const cursor = useRef<string>(undefined); // of the last news that is shown
  const step = useCallback((next: (before: steps.Months) => steps.Months) => draw((latest.current = next(latest.current))), []);
  const load = async (signal?: AbortSignal) => {
    try {
      cursor.current ??= (await read(CURSOR, {}, signal)).liveCursor; // before the state: nothing falls between them
      const { mileageMonths } = await read(MONTHS, { first: PAGE, after: null }, signal);
      const before = latest.current;
      step((months) => steps.loaded(months, mileageMonths));
      const month = isLoaded ? steps.news(before, latest.current) : undefined;
      if (month) announce(w.chosen(s.monthOf(month.year, month.month)));
      setLoaded(true);
      setFailure(undefined);
    } catch (problem) {
      if (!signal?.aborted) setFailure(failures(problem));
    }
  };
  const begin = useEffectEvent(load);
  useEffect(() => {
    const stopping = new AbortController();
    void begin(stopping.signal);
    return () => stopping.abort();
  }, []);
  useStream(isLoaded ? "kings" : null, CHOSEN, {
    variables: () => ({ after: cursor.current }),
    next({ monthlyKingsChosen: news }) {
      cursor.current = news.cursor;
      void load();
    },
    fail: setFailure,
  });
  const more = async () => {
    try {
      const { mileageMonths } = await read(MONTHS, { first: PAGE, after: latest.current.next });
      step((months) => steps.extended(months, mileageMonths));
      setFailure(undefined);
    } catch (problem) {
      setFailure(failures(problem));
    }
  };
  return { known, isLoaded, failure, step, more, again: () => void load() };
}

export type Step = ReturnType<typeof useKings>["step"];
