// What a page gives and gets.
import type { Client } from "graphql-ws";

import type { Reason, Refusal } from "./endings.js";

/** What the document must select of a `RequestChange`; `event.version` and `request.id` only for `seen`. */
export interface Change {
  readonly cursor: string;
  readonly position: number;
  readonly event?: { readonly version?: number } | null;
  readonly request?: { readonly id?: string } | null;
}

export interface FollowOptions<C extends Change> {
  readonly client: Client;
  /** Of a subscription with `$after`; selects `cursor position` and `... on SnapshotRequired { cursor }`. */
  readonly document: string;
  /** A function is asked anew for each subscribing: for `watching`, what is on the screen then. */
  readonly variables?: Readonly<Record<string, unknown>> | (() => Readonly<Record<string, unknown>>);
  /** Read the state afresh. Tried again when it throws. Events that it has in it already may follow. */
  readonly load: (signal: AbortSignal) => Promise<void> | void;
  /** One event; the next one waits for it. `errors`: what of the selection could not be read. */
  readonly apply: (change: C, errors: readonly Refusal[]) => Promise<void> | void;
  readonly onState?: (state: State) => void;
  /** A cursor kept from before, with the state it belongs to: nothing is loaded unless the server asks for it. */
  readonly after?: string;
  /** Milliseconds before the attempt after so many fruitless ones. */
  readonly pause?: (tries: number) => number;
}

export interface Stopped {
  readonly name: "stopped";
  readonly reason: Reason;
  readonly problem?: unknown;
}

/**
 * - `connecting`: nothing is shown yet.
 * - `live`: what happens is shown at once.
 * - `behind`: the line is broken or the state is being loaded; what is shown was right a while ago.
 * - `stopped`: it will not change any more.
 */
export type State =
  | { readonly name: "connecting" | "behind"; readonly problem?: unknown }
  | { readonly name: "live" }
  | Stopped;

export interface Following {
  readonly state: State;
  /** Of the last event that was applied; give it back as `after`. */
  readonly cursor: string | undefined;
  /** The screen shows a request as of this version, which a mutation gave: earlier events are not applied. */
  seen(id: string, version: number): void;
  stop(): void;
  readonly stopped: Promise<Stopped>;
}
