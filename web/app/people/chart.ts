// The chart of today: every open department, read once a session and kept. 110 to 600 of them.
import { useEffect, useState } from "react";

import { read } from "../api/client";
import type { Failure } from "../api/failures";
import { graphql, type ResultOf } from "../api/graphql";
import { useFailures } from "../session/Session";

const CHART = graphql(`
  query Chart($after: String) {
    departments(first: 100, after: $after) {
      nodes { id code name kind parent { id } }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

type Read = ResultOf<typeof CHART>["departments"]["nodes"][number];

export interface Department extends Omit<Read, "parent"> {
  readonly parentId: string | null;
  /** Names of what is above it, from the top. */
  readonly path: readonly string[];
  /** By which, beside its name, it is found. */
  readonly also: readonly string[];
}

export interface Chart {
  /** In the order of their codes, which is the city's own. */
  readonly all: readonly Department[];
  get(id: string): Department | undefined;
}

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

export function charted(read: readonly Read[]): Chart {
  const byId = new Map(read.map((one) => [one.id, one]));
  const pathOf = (one: Read): string[] => {
    const parent = one.parent && byId.get(one.parent.id);
    return parent ? [...pathOf(parent), parent.name] : [];
  };
  const all = read.map((one) => {
    const { parent, ...told } = one;
    const path = pathOf(one);
    return { ...told, path, also: [one.code, ...path], parentId: parent?.id ?? null };
  });
  const departments = new Map(all.map((one) => [one.id, one]));
  return { all, get: (id) => departments.get(id) };
}

async function readAll(): Promise<Read[]> {
  const nodes: Read[] = [];
  let after: string | null = null;
  do {
    const { departments }: ResultOf<typeof CHART> = await read(CHART, { after });
    nodes.push(...departments.nodes);
    after = departments.pageInfo.hasNextPage ? (departments.pageInfo.endCursor ?? null) : null;
  } while (after !== null);
  return nodes;
}
