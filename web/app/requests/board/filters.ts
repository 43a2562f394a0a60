// What the board shows stands in its address, so that a link shows the same.
import type { Enum } from "../../api/graphql";
import type { RequestFilter, RequestOrder } from "./documents";

export type State = Enum<"RequestState">;

export const WHOSE = ["all", "mine", "department"] as const;
export const VIEWS = ["columns", "list"] as const;
export const ORDERS = ["updated", "due", "published"] as const;
export const OPEN: readonly State[] = ["SENT", "IN_PROGRESS", "REPORTED"];
/** Drafts are nobody's but their author's: they stand on the page where one asks. */
export const STATES: readonly State[] = [...OPEN, "COMPLETED", "RETURNED", "CANCELLED"];
const SCALES: readonly Enum<"Scale">[] = ["CITYWIDE", "MULTI_BUREAU", "BUREAU"];
const LONGEST_SEARCH = 200;

export interface Filters {
  readonly search: string;
  readonly whose: (typeof WHOSE)[number];
  /** Only these; none means all. */
  readonly states: readonly State[];
  readonly scale: Enum<"Scale"> | null;
  readonly overdue: boolean;
  /** IDs of departments: who asked, who was asked. */
  readonly asking: string | null;
  readonly asked: string | null;
  readonly view: (typeof VIEWS)[number];
  readonly order: (typeof ORDERS)[number];
}

/** No condition at all. */
export const NONE = { search: "", whose: "all", states: [], scale: null, overdue: false, asking: null, asked: null } as const;

export interface Division {
  readonly key: string;
  readonly states: readonly State[];
}

const COLUMNS: readonly Division[] = [
  { key: "SENT", states: ["SENT"] },
  { key: "IN_PROGRESS", states: ["IN_PROGRESS"] },
  { key: "REPORTED", states: ["REPORTED"] },
  { key: "ENDED", states: ["COMPLETED", "RETURNED", "CANCELLED"] },
];

export function filtersIn(address: URLSearchParams): Filters {
  const states = (address.get("state") ?? "").split(",");
  return {
    search: (address.get("q") ?? "").slice(0, LONGEST_SEARCH),
    whose: oneOf(WHOSE, address.get("whose")) ?? "all",
    states: STATES.filter((state) => states.includes(state)),
    scale: oneOf(SCALES, address.get("scale")) ?? null,
    overdue: address.get("overdue") === "1",
    asking: address.get("asking") || null,
    asked: address.get("asked") || null,
    view: oneOf(VIEWS, address.get("view")) ?? "columns",
    order: oneOf(ORDERS, address.get("order")) ?? "updated",
  };
}

/** Only what differs from the usual. */
export function addressOf(filters: Filters): string {
  const told: Record<string, string> = {
    q: filters.search.trim(),
    whose: filters.whose === "all" ? "" : filters.whose,
    state: filters.states.join(","),
    scale: filters.scale ?? "",
    overdue: filters.overdue ? "1" : "",
    asking: filters.asking ?? "",
    asked: filters.asked ?? "",
    view: filters.view === "columns" ? "" : filters.view,
    order: filters.order === "updated" ? "" : filters.order,
  };
  return new URLSearchParams(Object.entries(told).filter(([, value]) => value)).toString();
}

/** How many conditions keep requests away, besides what is searched for. */
export function inUse({ whose, states, scale, overdue, asking, asked }: Filters): number {
  return [whose !== NONE.whose, states.length > 0, scale, overdue, asking, asked].filter(Boolean).length;
}

/** Everything but the states, which the lanes divide. */
export function conditionOf(filters: Filters): RequestFilter {
  const search = filters.search.trim();
  const { scale, overdue, asking, asked } = filters;
  const more = whoseCondition(filters.whose);
  return {
    ...(search && { search }),
    ...(scale && { scale: { eq: scale } }),
    ...(overdue && { overdue: true }),
    ...(asking && { department: { in: [asking] } }),
    ...(asked && { deliveries: { department: { in: [asked] } } }),
    ...(more && { and: [more] }),
  };
}

/** The states that are shown: all but drafts, or those that were chosen. */
export function statesOf(filters: Filters): readonly State[] {
  return filters.states.length > 0 ? filters.states : STATES;
}

/** Keys and states of the lanes that these filters ask for. */
export function divisionsOf(filters: Filters): Division[] {
  const states = statesOf(filters);
  if (filters.view === "list") return [{ key: "all", states }];
  return COLUMNS.map(({ key, states: inside }) => ({ key, states: inside.filter((one) => states.includes(one)) })).filter(
    ({ states: inside }) => inside.length > 0,
  );
}

export function orderOf({ order }: Filters): RequestOrder[] {
  if (order === "due") return [{ field: "DUE_ON", direction: "ASC" }];
  return [{ field: order === "published" ? "PUBLISHED_AT" : "UPDATED_AT", direction: "DESC" }];
}

function whoseCondition(whose: Filters["whose"]): RequestFilter | null {
  if (whose === "mine") return { or: [{ requester: { isMe: true } }, { deliveries: { handler: { isMe: true } } }] };
  const department = { myDepartment: true };
  return whose === "department" ? { or: [{ department }, { deliveries: { department } }] } : null;
}

function oneOf<Value extends string>(values: readonly Value[], found: string | null): Value | undefined {
  return values.find((value) => value === found);
}
