// The chart of today: every open department, read once a session and kept. 110 to 600 of them.
import { useEffect, useState } from "react";

import { read } from "../api/client";
import type { Failure } from "../api/failures";
import { graphql, type ResultOf } from "../api/graphql";
import { nextOf } from "../api/paging";
import { useFailures } from "../session/Session";
import { charted, type Chart } from "./charting";

export type { Chart, Department } from "./charting";

const CHART = graphql(`
  query Chart($after: String) {
    departments(first: 100, after: $after) {
      nodes { id code name kind parent { id } }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

type Read = ResultOf<typeof CHART>["departments"]["nodes"][number];

let kept: Promise<Chart> | undefined;

/** What could not be read is asked again by the next who needs it. */
export function chart(): Promise<Chart> {
  kept ??= readAll().then(charted);
  kept.catch(() => (kept = undefined));
  return kept;
}

export function useChart(): { chart: Chart | undefined; failure: Failure | undefined; again(): void } {
  const failures = useFailures();
  const [known, setKnown] = useState<Chart>();
  const [failure, setFailure] = useState<Failure>();
  const [tries, setTries] = useState(0);
  useEffect(() => {
    setFailure(undefined);
    chart().then(setKnown, (problem: unknown) => setFailure(failures(problem)));
  }, [failures, tries]);
  return { chart: known, failure, again: () => setTries((before) => before + 1) };
}

async function readAll(): Promise<Read[]> {
  const nodes: Read[] = [];
  let after: string | null = null;
  do {
    const { departments }: ResultOf<typeof CHART> = await read(CHART, { after });
    nodes.push(...departments.nodes);
    after = nextOf(departments);
  } while (after !== null);
  return nodes;
}
