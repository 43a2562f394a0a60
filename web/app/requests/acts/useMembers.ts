// Everybody who works in a department now, page after page.
import { useCallback, useEffect, useState } from "react";

import { read } from "../../api/client";
import type { Failure } from "../../api/failures";
import type { Enum } from "../../api/graphql";
import { nextOf } from "../../api/paging";
import { useFailures } from "../../session/Session";
import { MEMBERS } from "./documents";

export interface Member {
  readonly id: string;
  readonly name: string;
  readonly position: Enum<"Position">;
}

export function useMembers(department: string | null) {
  const failures = useFailures();
  const [members, setMembers] = useState<readonly Member[]>();
  const [failure, setFailure] = useState<Failure>();
  const load = useCallback(
    async (signal?: AbortSignal) => {
      setFailure(undefined);
      try {
        const found = department === null ? [] : await membersOf(department, signal);
        if (!signal?.aborted) setMembers(found);
      } catch (problem) {
        if (!signal?.aborted) setFailure(failures(problem));
      }
    },
    [department, failures],
  );
  useEffect(() => {
    const stopping = new AbortController();
    void load(stopping.signal);
    return () => stopping.abort();
  }, [load]);
  return { members, failure, again: () => void load() };
}

async function membersOf(department: string, signal: AbortSignal | undefined): Promise<Member[]> {
  const found: Member[] = [];
  let after: string | null = null;
  do {
    const page = await pageOf(department, after, signal);
    found.push(...(page?.nodes ?? []).flatMap(({ employee, position }) => (employee ? [{ ...employee, position }] : [])));
    after = page ? nextOf(page) : null;
  } while (after !== null);
  return found;
}

async function pageOf(department: string, after: string | null, signal: AbortSignal | undefined) {
  return (await read(MEMBERS, { department, after }, signal)).department?.members;
}
