// What stands in the inbox, by what it waits for, as pure steps. Those who wait longest stand first.
// What others do changes an item where it is; it moves, comes and goes only when that cannot disturb the reader.
import type { EventLine } from "../timeline/documents";
import type { InboxItem } from "./documents";
import { ENDED } from "./filters";

export const GROUPS = ["approval", "receive", "distribute", "inHand", "reported", "ended"] as const;
export type Group = (typeof GROUPS)[number];

interface Place {
  readonly group: Group;
  readonly since: string;
}

export interface Inbox {
  readonly items: ReadonlyMap<string, InboxItem>;
  /** Where each stands. What has come while the reader was busy has no place yet. */
  readonly places: ReadonlyMap<string, Place>;
  /** What happened to each since it was loaded. */
  readonly hints: ReadonlyMap<string, EventLine>;
}

type Fits = (item: InboxItem) => boolean;

export const EMPTY: Inbox = { items: new Map(), places: new Map(), hints: new Map() };

export function groupOf({ state, leaving }: Pick<InboxItem, "state" | "leaving">): Group {
  if (leaving) return "approval";
  if (state === "SENT") return "receive";
  if (state === "RECEIVED") return "distribute";
  if (state === "REPORTED") return "reported";
  return ENDED.includes(state) ? "ended" : "inHand";
}

/** Since when it waits for what it waits for. */
export function waitsSince({ stateSince, leaving }: Pick<InboxItem, "stateSince" | "leaving">): string {
  return leaving?.proposedAt ?? stateSince;
}

export function loaded(items: readonly InboxItem[]): Inbox {
  return settled({ ...EMPTY, items: new Map(items.map((item) => [item.id, item])) }, () => true);
}

/** More that was read later: what came live in between is newer. */
export function extended(inbox: Inbox, items: readonly InboxItem[]): Inbox {
  const fresh = items.filter(({ id }) => !inbox.items.has(id));
  const places = fresh.map((item) => [item.id, placeOf(item)] as const);
  return { ...inbox, items: new Map([...inbox.items, ...fresh.map((item) => [item.id, item] as const)]), places: new Map([...inbox.places, ...places]) };
}

/** What somebody did, or the sending of something new; `held`: the reader is among the items. */
export function changed(inbox: Inbox, item: InboxItem, event: EventLine, held: boolean, fits: Fits): Inbox {
  if (isOlder(inbox, item) || (!inbox.items.has(item.id) && !fits(item))) return inbox;
  const next = { ...inbox, items: new Map(inbox.items).set(item.id, item), hints: new Map(inbox.hints).set(item.id, event) };
  return held ? next : settled(next, fits);
}

/** Read anew, while the reader is busy with it: it stays where it is. */
export function refreshed(inbox: Inbox, item: InboxItem): Inbox {
  return isOlder(inbox, item) ? inbox : { ...inbox, items: new Map(inbox.items).set(item.id, item) };
}

/** What the reader did themselves goes at once where it belongs. */
export function acted(inbox: Inbox, item: InboxItem, fits: Fits): Inbox {
  if (isOlder(inbox, item)) return inbox;
  const items = new Map(inbox.items).set(item.id, item);
  const places = new Map(inbox.places).set(item.id, placeOf(item));
  const hints = new Map(inbox.hints);
  hints.delete(item.id);
  if (!fits(item)) [items, places].forEach((map) => map.delete(item.id));
  return { items, places, hints };
}

/** Everything where it belongs. */
export function settled(inbox: Inbox, fits: Fits): Inbox {
  const items = new Map([...inbox.items].filter(([, item]) => fits(item)));
  const places = new Map([...items.values()].map((item) => [item.id, placeOf(item)]));
  return { ...inbox, items, places };
}

export function listed(inbox: Inbox): { group: Group; items: InboxItem[] }[] {
  return GROUPS.map((group) => ({ group, items: inGroup(inbox, group) })).filter(({ items }) => items.length > 0);
}

/** How many have come and are not shown yet. */
export function arrivals({ items, places }: Inbox): number {
  return [...items.keys()].filter((id) => !places.has(id)).length;
}

function isOlder({ items }: Inbox, { id, version }: InboxItem): boolean {
  return (items.get(id)?.version ?? version) > version;
}

function placeOf(item: InboxItem): Place {
  return { group: groupOf(item), since: waitsSince(item) };
}

/** The longest waiting first; what has ended, the latest first. */
function inGroup({ items, places }: Inbox, wanted: Group): InboxItem[] {
  const ids = [...places].filter(([, { group }]) => group === wanted);
  const sign = wanted === "ended" ? -1 : 1;
  ids.sort(([, a], [, b]) => sign * (Date.parse(a.since) - Date.parse(b.since)));
  return ids.flatMap(([id]) => items.get(id) ?? []);
}
