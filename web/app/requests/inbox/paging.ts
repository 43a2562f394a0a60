// The inbox comes in pages: what is open all at once as far as that is bearable, what has ended a little at first.
import type { InboxItem } from "./documents";

const MOST_PAGES = 5; // at once

export interface Page {
  readonly items: readonly InboxItem[];
  /** Cursor behind the last one; null if there are no more. */
  readonly next: string | null;
}

/** Pages behind `after`, as many as may be at once. */
export async function pagesBehind(after: string | null, pageBehind: (after: string | null) => Promise<Page>): Promise<Page> {
  const items: InboxItem[] = [];
  let next = after;
  for (let count = 0; count < MOST_PAGES; count += 1) {
    const page = await pageBehind(next);
    items.push(...page.items);
    next = page.next;
    if (next === null) break;
  }
  return { items, next };
}
