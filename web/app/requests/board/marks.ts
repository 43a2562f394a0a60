// What a reader should notice about a request before opening it.
import { isPast } from "../../words/times";
import type { Tone } from "../../parts/Badge";
import type { Item } from "./documents";
import { OPEN } from "./filters";

const STALE_DAYS = 7;
const DAY = 86_400_000;
const ENDED: readonly Delivery["state"][] = ["CONFIRMED", "RETURNED", "CANCELLED"];

type Delivery = Item["deliveries"]["nodes"][number];

export const TONES: Record<Item["state"], Tone> = {
  DRAFT: "plain",
  SENT: "warning",
  IN_PROGRESS: "primary",
  REPORTED: "warning",
  COMPLETED: "success",
  RETURNED: "danger",
  CANCELLED: "plain",
};

export const DELIVERY_TONES: Record<Delivery["state"], Tone> = {
  SENT: "warning",
  RECEIVED: "primary",
  ASSIGNED: "primary",
  IN_PROGRESS: "primary",
  REPORTED: "success",
  SENT_BACK: "warning",
  ON_HOLD: "plain",
  CONFIRMED: "success",
  RETURNED: "danger",
  CANCELLED: "plain",
};

export function isOpen({ state }: Pick<Item, "state">): boolean {
  return OPEN.includes(state);
}

/** Nobody works on it any more. */
export function isEnded({ state }: Pick<Delivery, "state">): boolean {
  return ENDED.includes(state);
}

/** As the server has it: open and past its day, or with a part past its own. */
export function isOverdue(item: Item, now: number): boolean {
  const late = (one: Delivery) => !isEnded(one) && isPast(one.dueOn, now);
  return isOpen(item) && (isPast(item.dueOn, now) || item.deliveries.nodes.some(late));
}

/** Open, and nothing has happened for a week. */
export function isStale(item: Item, now: number): boolean {
  return isOpen(item) && now - Date.parse(item.updatedAt) > STALE_DAYS * DAY;
}
