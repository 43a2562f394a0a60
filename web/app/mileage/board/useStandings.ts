// A board for some period and holder, live; and beside it who is near me and how many there are.
import { useCallback, useEffect, useRef, useState } from "react";

import type { Failure } from "../../api/failures";
import type { Enum } from "../../api/graphql";
import { useRead } from "../../api/useRead";
import { useSoon } from "../../live/useSoon";
import { useStream } from "../../live/useStream";
import { announce } from "../../parts/announcing";
import { useLanguage, useWords } from "../../words/language";
import { pointsText } from "../amounts";
import { keyOf, type Period } from "../periods";
import { BESIDE, CHANGES, type Beside, type Shown } from "./documents";
import { arrived, EMPTY, settled } from "./standings";
import { words } from "./words";

const STEPS = [20, 50, 100];

interface Asked {
  readonly period: Period;
  readonly holder: Enum<"MileageHolder">;
}

export function useStandings(asked: Asked) {
  const { standings, shown, hold, take } = useHeld();
  const [failure, setFailure] = useState<Failure>();
  const [reach, setReach] = useState(0);
  const first = STEPS[reach] ?? 100;
  const key = `${keyOf(asked.period)} ${asked.holder}`;
  const beside = useRead(BESIDE, { period: asked.period, holder: asked.holder });
  const soon = useSoon(beside.again);
  useMyPlaceTold(key, beside.data);
  useStream(`${key} ${first}`, CHANGES, {
    variables: () => ({ period: asked.period, holder: asked.holder, first }),
    next({ leaderboardChanged: change }) {
      setFailure(undefined);
      if (take(key, change)) soon();
    },
    fail: setFailure,
  });
  const canGrow = reach < STEPS.length - 1 && standings.rows.length >= first;
  const grow = canGrow ? () => setReach((before) => before + 1) : null;
  return { standings, isLoaded: shown === key, failure: failure ?? beside.failure ?? undefined, beside: beside.data, hold, grow };
}

/** The rows, and whether the reader is among them. */
function useHeld() {
  const [standings, setStandings] = useState(EMPTY);
  const [shown, setShown] = useState<string>();
  const latest = useRef<string>(undefined);
  const held = useRef(false);
  const hold = useCallback((wanted: boolean) => {
    held.current = wanted;
    if (!wanted) setStandings(settled);
  }, []);
  /** True if it is not the first of its board. */
  const take = (key: string, { rows }: Shown) => {
    const isSame = latest.current === key;
    setStandings((before) => arrived(isSame ? before : EMPTY, rows, isSame && held.current));
    setShown((latest.current = key));
    return isSame;
  };
  return { standings, shown, hold, take };
}

/** Somebody who listens hears when their own place is another one. */
function useMyPlaceTold(key: string, beside: Beside | null): void {
  const w = useWords(words);
  const { language } = useLanguage();
  const known = useRef<{ key: string; rank: number | null }>(undefined);
  const row = beside?.myMileage.row;
  useEffect(() => {
    if (!row) return;
    const before = known.current;
    known.current = { key, rank: row.rank };
    if (before?.key === key && before.rank !== row.rank && row.rank !== null) {
      announce(w.myPlace(row.rank, pointsText(row.total, language)));
    }
  }, [key, row, w, language]);
}
