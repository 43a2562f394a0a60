// What a page shows is read again when something happens to issues that it is about.
import type { Reading } from "../api/useRead";
import { useFollowed } from "../live/useFollowed";
import { useSoon } from "../live/useSoon";
import { NEWS, type IssueChange, type IssueFilter } from "./documents";

interface Followed {
  readonly filter: IssueFilter;
  /** IDs of issues that are shown: it is told when they no longer fit. */
  readonly watching?: readonly string[];
  /** Whether many may happen at once, which then are read once. */
  readonly isGathered?: boolean;
}

/** `key` tells what is followed apart; null: nothing. */
export function useIssueNews(key: string | null, { again }: Pick<Reading<unknown>, "again">, { filter, watching = [], isGathered = false }: Followed): void {
  const soon = useSoon(again);
  const read = isGathered ? soon : again;
  useFollowed<IssueChange>(key, {
    document: NEWS,
    variables: () => ({ filter, watching }),
    // what happened between the first reading and the stream is not missed
    load: () => Promise.resolve(again()),
    apply: () => read(),
    fail: () => again(),
  });
}
