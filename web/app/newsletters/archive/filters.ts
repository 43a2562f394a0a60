// What the archive shows stands in its address, so that a link shows the same.
import type { Enum, VariablesOf } from "../../api/graphql";
import { IN_WORK, OUT, type State } from "../states";
import type { ISSUES } from "./documents";

export type IssueFilter = NonNullable<VariablesOf<typeof ISSUES>["filter"]>;
export const AUDIENCES: readonly Enum<"NewsletterAudience">[] = ["CITIZEN", "STAFF"];
export const PERIODS: readonly Enum<"NewsletterPeriod">[] = ["WEEKLY", "BIWEEKLY", "MONTHLY", "BIMONTHLY", "QUARTERLY", "IRREGULAR"];
/** `out`: what its audience reads; `work`: drafts and what is approved; `scheduled`: what of it goes out by itself. */
export const STATES = ["out", "work", "scheduled", "DRAFT", "APPROVED", "PUBLISHED", "ARCHIVED"] as const;
/** What whoever looks has noted of them. */
export const MINE = ["", "unread", "starred"] as const;

export interface Filters {
  readonly audience: Enum<"NewsletterAudience"> | "";
  /** The slug of a title. */
  readonly newsletter: string;
  /** The ID of a department. */
  readonly publisher: string;
  readonly topic: string;
  readonly period: Enum<"NewsletterPeriod"> | "";
  readonly state: (typeof STATES)[number];
  readonly mine: (typeof MINE)[number];
  /** Days: 2014-07-01. */
  readonly since: string;
  readonly until: string;
}

export const USUAL: Filters = { audience: "", newsletter: "", publisher: "", topic: "", period: "", state: "out", mine: "", since: "", until: "" };
const LONGEST = { newsletter: 60, publisher: 200, topic: 20 } as const;

export function filtersIn(address: URLSearchParams): Filters {
  const text = (name: keyof typeof LONGEST) => (address.get(name) ?? "").trim().slice(0, LONGEST[name]);
  return {
    audience: oneOf(AUDIENCES, address.get("audience")) ?? "",
    newsletter: text("newsletter"),
    publisher: text("publisher"),
    topic: text("topic"),
    period: oneOf(PERIODS, address.get("period")) ?? "",
    state: oneOf(STATES, address.get("state")) ?? "out",
    mine: oneOf(MINE, address.get("mine")) ?? "",
    since: dayIn(address.get("since")),
    until: dayIn(address.get("until")),
  };
}

/** Only what differs from the usual. */
export function addressOf(filters: Filters): string {
  const names = Object.keys(USUAL) as (keyof Filters)[];
  return new URLSearchParams(names.filter((name) => filters[name] !== USUAL[name]).map((name) => [name, filters[name]])).toString();
}

/** How many conditions there are. */
export function inUse(filters: Filters): number {
  const names = Object.keys(USUAL) as (keyof Filters)[];
  return names.filter((name) => filters[name] !== USUAL[name]).length;
}

export function conditionOf({ audience, newsletter, publisher, topic, period, state, mine, since, until }: Filters): IssueFilter {
  const title = {
    ...(newsletter && { slug: { eq: newsletter } }),
    ...(publisher && { publisher: { in: [publisher] } }),
    ...(topic && { topic }),
    ...(period && { period: { eq: period } }),
  };
  const days = { ...(since && { gte: since }), ...(until && { lte: until }) };
  return {
    state: { in: statesOf(state) },
    ...(state === "scheduled" && { scheduled: true }),
    ...(audience && { audience: { eq: audience } }),
    ...(mine === "unread" && { viewerHasRead: false }),
    ...(mine === "starred" && { viewerHasStarred: true }),
    ...(Object.keys(title).length > 0 && { newsletter: title }),
    ...(Object.keys(days).length > 0 && { issuedOn: days }),
  };
}

function statesOf(state: Filters["state"]): State[] {
  if (state === "out") return [...OUT];
  return state === "work" || state === "scheduled" ? [...IN_WORK] : [state];
}

function dayIn(text: string | null): string {
  const isDay = /^\d{4}-\d{2}-\d{2}$/u.test(text ?? "") && !Number.isNaN(Date.parse(text ?? ""));
  return isDay ? (text ?? "") : "";
}

function oneOf<Value extends string>(values: readonly Value[], found: string | null): Value | undefined {
  return values.find((value) => value === found);
}
