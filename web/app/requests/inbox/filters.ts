// What of the inbox is shown stands in its address. What comes live is judged here by the same conditions.
import type { Enum } from "../../api/graphql";
import { isPast } from "../../words/times";
import type { DeliveryFilter, InboxItem } from "./documents";

export type State = Enum<"DeliveryState">;

export const HANDLERS = ["anyone", "me"] as const;
export const OPEN: readonly State[] = ["SENT", "RECEIVED", "ASSIGNED", "IN_PROGRESS", "SENT_BACK", "ON_HOLD", "REPORTED"];
export const ENDED: readonly State[] = ["CONFIRMED", "RETURNED", "CANCELLED"];
export const STATES: readonly State[] = [...OPEN, ...ENDED];

export interface Filters {
  readonly handler: (typeof HANDLERS)[number];
  /** Only this one. */
  readonly state: State | null;
  readonly overdue: boolean;
  /** What waits for my approval. */
  readonly approval: boolean;
}

/** Whose inbox it is. */
export interface Owner {
  readonly employee: string | undefined;
  readonly departments: readonly string[];
  readonly headOf: readonly string[];
}

export function filtersIn(address: URLSearchParams): Filters {
  return {
    handler: address.get("handler") === "me" ? "me" : "anyone",
    state: STATES.find((state) => state === address.get("state")) ?? null,
    overdue: address.get("overdue") === "1",
    approval: address.get("approval") === "1",
  };
}

/** Only what differs from the usual. */
export function addressOf({ handler, state, overdue, approval }: Filters): string {
  const told = { handler: handler === "me" ? handler : "", state: state ?? "", overdue: overdue ? "1" : "", approval: approval ? "1" : "" };
  return new URLSearchParams(Object.entries(told).filter(([, value]) => value)).toString();
}

/** For the server, of those states that are wanted; null if none of them is. */
export function conditionOf({ handler, state, overdue, approval }: Filters, among: readonly State[]): DeliveryFilter | null {
  const states = among.filter((one) => state === null || one === state);
  if (states.length === 0) return null;
  return {
    state: { in: [...states] },
    ...(handler === "me" && { handler: { isMe: true } }),
    ...(overdue && { overdue }),
    ...(approval && { waitsForMyApproval: approval }),
  };
}

export function isOverdue({ state, dueOn }: Pick<InboxItem, "state" | "dueOn">, now: number): boolean {
  return !ENDED.includes(state) && isPast(dueOn, now);
}

/** Whether it stands in this inbox under these filters; the same as the server's answer to `conditionOf`. */
export function fits(item: InboxItem, filters: Filters, owner: Owner, now: number): boolean {
  const department = item.department?.id ?? "";
  return (
    owner.departments.includes(department) &&
    (filters.handler === "anyone" || item.handlers.some(({ employee }) => employee?.id === owner.employee)) &&
    (filters.state === null || filters.state === item.state) &&
    (!filters.overdue || isOverdue(item, now)) &&
    (!filters.approval || (item.leaving !== null && owner.headOf.includes(department)))
  );
}
