// Lines of the ledger of one person and period, page after page. Whoever shows them begins anew for another.
import { useCallback, useRef } from "react";

import { read } from "../../api/client";
import { usePages } from "../../api/usePages";
import type { Period } from "../periods";
import { ENTRIES, type Entry } from "./documents";
import { booked, extended, loaded, NONE, settled } from "./entries";

interface Asked {
  /** Null: mine. */
  readonly employee: string | null;
  readonly period: Period;
}

const STEPS = { none: NONE, loaded, extended };

/** Nothing is read before `isReady`. */
export function useEntries(filter: Asked, isReady = true) {
  const { draw, ...pages } = usePages(
    STEPS,
    async (after, signal) => (await read(ENTRIES, { filter, after }, signal)).mileageEntries,
    isReady,
  );
  const held = useRef(false);
  return {
    ...pages,
    take: (entry: Entry) => draw((before) => booked(before, entry, held.current)),
    hold: useCallback(
      (wanted: boolean) => {
        held.current = wanted;
        if (!wanted) draw(settled);
      },
      [draw],
    ),
  };
}

export type Listed = ReturnType<typeof useEntries>;
