// A stream that needs no state loaded beside it: it begins with all there is, or goes on behind what is asked anew.
import { useEffect, useEffectEvent } from "react";
import { stringifyDocument, type TypedDocumentNode } from "urql";

import { live } from "../api/client";
import type { Failure } from "../api/failures";
import { useFailures, useSession } from "../session/Session";
import { report } from "./connection";

interface Streamed<Data> {
  /** Asked anew at each subscribing, also after a break. */
  variables(): Record<string, unknown>;
  next(data: Data): void;
  fail(failure: Failure): void;
  /** The line broke: what was told may no longer be so. */
  broken?(): void;
}

/** Follows anew whenever `key` changes or somebody signs in again; not at all while it is null. */
export function useStream<Data>(key: string | null, document: TypedDocumentNode<Data, never>, streamed: Streamed<Data>): void {
  const failures = useFailures();
  const { number } = useSession();
  const variables = useEffectEvent(() => streamed.variables());
  const next = useEffectEvent((data: Data) => streamed.next(data));
  const fail = useEffectEvent((problem: unknown) => streamed.fail(failures(problem)));
  const broken = useEffectEvent(() => streamed.broken?.());
  const query = useEffectEvent(() => stringifyDocument(document));
  useEffect(() => {
    if (key === null) return undefined;
    const stream = Symbol(key);
    const refuse = (problem: unknown) => {
      report(stream, "stopped");
      fail(problem);
    };
    report(stream, "connecting");
    // graphql-ws writes the same payload again after a break: by then it may be another one
    const dispose = live.subscribe<Data>(
      { query: query(), variables: { toJSON: () => variables() } },
      {
        next: ({ data, errors }) => {
          if (errors?.length) return refuse(errors);
          report(stream, "live");
          if (data) next(data);
        },
        error: refuse,
        complete: () => undefined,
      },
    );
    const hearBreak = () => {
      report(stream, "behind");
      broken();
    };
    const deaf = [live.on("closed", hearBreak), live.on("connected", () => report(stream, "live"))];
    return () => {
      dispose();
      deaf.forEach((unlisten) => unlisten());
      report(stream, null);
    };
  }, [key, number]);
}
