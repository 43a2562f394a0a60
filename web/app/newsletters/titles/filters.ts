// What the catalogue shows stands in its address.
import type { Enum, VariablesOf } from "../../api/graphql";
import { FORMATS, type Format } from "../formats";
import type { TITLES } from "./documents";

type TitleFilter = NonNullable<VariablesOf<typeof TITLES>["filter"]>;
const AUDIENCES: readonly Enum<"NewsletterAudience">[] = ["CITIZEN", "STAFF"];
export const STATUSES: readonly Enum<"NewsletterStatus">[] = ["ACTIVE", "PAUSED", "CLOSED"];

export interface Filters {
  /** A part of the name. */
  readonly name: string;
  readonly audience: Enum<"NewsletterAudience"> | "";
  /** The ID of a department. */
  readonly publisher: string;
  readonly topic: string;
  readonly format: Format | "";
  readonly status: Enum<"NewsletterStatus"> | "";
}

export const USUAL: Filters = { name: "", audience: "", publisher: "", topic: "", format: "", status: "" };
const LONGEST = { name: 100, publisher: 200, topic: 20 } as const;
const NAMES = Object.keys(USUAL) as (keyof Filters)[];

export function filtersIn(address: URLSearchParams): Filters {
  const text = (name: keyof typeof LONGEST) => (address.get(name) ?? "").slice(0, LONGEST[name]);
  return {
    name: text("name"),
    audience: AUDIENCES.find((one) => one === address.get("audience")) ?? "",
    publisher: text("publisher"),
    topic: text("topic").trim(),
    format: FORMATS.find((one) => one === address.get("format")) ?? "",
    status: STATUSES.find((one) => one === address.get("status")) ?? "",
  };
}

/** Only what differs from the usual. */
export function addressOf(filters: Filters): string {
  return new URLSearchParams(NAMES.filter((name) => filters[name] !== "").map((name) => [name, filters[name]])).toString();
}

/** How many conditions there are beside the name. */
export function inUse(filters: Filters): number {
  return NAMES.filter((name) => name !== "name" && filters[name] !== "").length;
}

export function conditionOf({ name, audience, publisher, topic, format, status }: Filters): TitleFilter {
  return {
    ...(name.trim() && { name: { contains: name.trim() } }),
    ...(audience && { audience: { eq: audience } }),
    ...(publisher && { publisher: { in: [publisher] } }),
    ...(topic && { topic }),
    ...(format && { format }),
    ...(status && { status: { eq: status } }),
  };
}
