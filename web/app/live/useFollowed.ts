// A page follows a stream as long as it is shown. What `follow` promises (docs/live.md) holds for what it shows.
import { useEffect, useEffectEvent, useRef } from "react";
import { stringifyDocument } from "urql";
import { follow, type Change, type Following } from "madang-live";

import { live } from "../api/client";
import { useSession } from "../session/Session";
import { heard, report } from "./connection";

interface Followed<Event extends Change> {
  readonly document: Parameters<typeof stringifyDocument>[0];
  /** Asked anew at each subscribing. */
  variables(): Record<string, unknown>;
  load(signal: AbortSignal): Promise<void>;
  apply(change: Event): void;
  /** The stream was refused, or what came could not be shown. */
  fail(problem: unknown): void;
}

interface Told {
  readonly event?: { readonly occurredAt?: string } | null;
}

/** Follows anew whenever `key` changes or somebody signs in again; not at all while it is null. */
export function useFollowed<Event extends Change>(key: string | null, followed: Followed<Event>) {
  const { signedOut, number } = useSession();
  const following = useRef<Following>(undefined);
  const variables = useEffectEvent(() => followed.variables());
  const load = useEffectEvent((signal: AbortSignal) => followed.load(signal));
  const apply = useEffectEvent((change: Event) => {
    followed.apply(change);
    const { event } = change as Told;
    if (event?.occurredAt) heard(event.occurredAt);
  });
  const document = useEffectEvent(() => stringifyDocument(followed.document));
  const end = useEffectEvent((reason: string, problem: unknown) => {
    if (reason === "signed-out") signedOut();
    else if (reason !== "stopped") followed.fail(problem);
  });

  useEffect(() => {
    if (key === null) return undefined;
    const stream = Symbol(key);
    let isFollowed = true; // the end of what nobody follows any more is no news
    const begun = follow<Event>({
      client: live,
      document: document(),
      variables,
      load,
      apply,
      onState: ({ name }) => isFollowed && report(stream, name),
    });
    following.current = begun;
    report(stream, begun.state.name);
    void begun.stopped.then(({ reason, problem }) => end(reason, problem));
    return () => {
      isFollowed = false;
      begun.stop();
      report(stream, null);
    };
  }, [key, number]);

  /** The page has all of this event from a payload: its echo changes nothing. */
  return { seen: (id: string, version: number) => following.current?.seen(id, version) };
}
