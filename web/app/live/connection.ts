// One word for how current the page is, from all the streams that it follows.
import type { State } from "madang-live";

import { shared } from "../parts/shared";

export type Standing = "quiet" | "connecting" | "live" | "behind" | "offline" | "stopped";

export interface Connection {
  readonly standing: Standing;
  /** Events that came late, after the last break. */
  readonly caughtUp: number;
}

const ORDER: readonly Standing[] = ["stopped", "behind", "connecting", "live"];
const SHOWN = 6_000; // milliseconds for which it is told how many came late

const states = new Map<symbol, Standing>();
const connection = shared<Connection>({ standing: "quiet", caughtUp: 0 });
let broken = { at: Infinity, until: -Infinity }; // the last break
let forget: ReturnType<typeof setTimeout> | undefined;

/** What a followed stream says of itself; null when nobody follows it any more. */
export function report(stream: symbol, state: State["name"] | null): void {
  if (state === null) states.delete(stream);
  else states.set(stream, state);
  update();
}

/** An event was applied. It was missed at first if it happened while nothing could be heard. */
export function heard(occurredAt: string): void {
  const at = Date.parse(occurredAt);
  if (at < broken.at || at > broken.until) return;
  show({ caughtUp: connection.get().caughtUp + 1 });
  clearTimeout(forget);
  forget = setTimeout(() => show({ caughtUp: 0 }), SHOWN);
}

export const useConnection = connection.use;

addEventListener("online", update);
addEventListener("offline", update);

function update(): void {
  const told = [...states.values()];
  const worst = ORDER.find((standing) => told.includes(standing)) ?? "quiet";
  show({ standing: navigator.onLine || worst === "quiet" ? worst : "offline" });
}

function show(change: Partial<Connection>): void {
  const before = connection.get();
  const next = { ...before, ...change };
  if (next.standing === before.standing && next.caughtUp === before.caughtUp) return;
  if (before.standing === "live" && next.standing !== "live" && next.standing !== "quiet") {
    broken = { at: Date.now(), until: -Infinity };
  }
  if (next.standing === "live" && broken.until < broken.at) broken = { ...broken, until: Date.now() };
  connection.set(next);
}
