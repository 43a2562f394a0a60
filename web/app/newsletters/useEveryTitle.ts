// All titles, briefly: what filters offer. They are few, and change seldom.
import { useEffect, useState } from "react";

import { read } from "../api/client";
import { graphql, type ResultOf } from "../api/graphql";
import { nextOf } from "../api/paging";

const TITLES = graphql(`
  query EveryTitle($after: String) {
    newsletters(first: 100, after: $after) {
      nodes { id slug name audience topics publisherName publisher { id name } }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

export type BriefTitle = ResultOf<typeof TITLES>["newsletters"]["nodes"][number];

/** Empty until they are there; filters then offer more. */
export function useEveryTitle(): readonly BriefTitle[] {
  const [titles, setTitles] = useState<readonly BriefTitle[]>([]);
  useEffect(() => {
    const stopping = new AbortController();
    every(stopping.signal).then(setTitles, () => undefined); // the list itself says what is wrong
    return () => stopping.abort();
  }, []);
  return titles;
}

async function every(signal: AbortSignal): Promise<BriefTitle[]> {
  const titles: BriefTitle[] = [];
  let after: string | null = null;
  do {
    const { newsletters }: ResultOf<typeof TITLES> = await read(TITLES, { after }, signal);
    titles.push(...newsletters.nodes);
    after = nextOf(newsletters);
  } while (after !== null);
  return titles;
}
