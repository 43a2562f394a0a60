// What is searched for stands in the address; each kind of facet may have several values.
import type { VariablesOf } from "../../api/graphql";
import { addressOfIssue, addressOfTitle } from "../addresses";
import type { SEARCH, Suggestion } from "./documents";

export type Filter = NonNullable<VariablesOf<typeof SEARCH>["filter"]>;
export const FACETS = ["audiences", "newsletters", "publishers", "topics", "years", "periods"] as const;
export type Facet = (typeof FACETS)[number];

export interface Wanted {
  readonly query: string;
  /** An issue, to see those that print the same. */
  readonly similarTo: string | null;
  readonly chosen: Readonly<Record<Facet, readonly string[]>>;
}

const LONGEST = 200;
const MOST = 20; // values of one kind that an address may carry
const AUDIENCES = ["CITIZEN", "STAFF"];
const PERIODS = ["WEEKLY", "BIWEEKLY", "MONTHLY", "BIMONTHLY", "QUARTERLY", "IRREGULAR"];

export function wantedIn(address: URLSearchParams): Wanted {
  const values = (facet: Facet) => [...new Set(address.getAll(facet))].filter((value) => isOne(facet, value)).slice(0, MOST);
  const chosen = Object.fromEntries(FACETS.map((facet) => [facet, values(facet)])) as Record<Facet, string[]>;
  return { query: (address.get("q") ?? "").slice(0, LONGEST), similarTo: address.get("similarTo")?.slice(0, LONGEST) || null, chosen };
}

export function addressOf({ query, similarTo, chosen }: Wanted): string {
  const values = FACETS.flatMap((facet) => chosen[facet].map((value) => [facet, value]));
  return new URLSearchParams([...(query.trim() ? [["q", query]] : []), ...(similarTo ? [["similarTo", similarTo]] : []), ...values]).toString();
}

export function filterOf({ similarTo, chosen }: Wanted): Filter {
  const given = FACETS.filter((facet) => chosen[facet].length > 0);
  const values = given.map((facet) => [facet, facet === "years" ? chosen.years.map(Number) : chosen[facet]]);
  return Object.fromEntries([...values, ...(similarTo ? [["similarTo", similarTo]] : [])]) as Filter;
}

export function toggled(wanted: Wanted, facet: Facet, value: string): Wanted {
  const before = wanted.chosen[facet];
  const after = before.includes(value) ? before.filter((one) => one !== value) : [...before, value];
  return { ...wanted, chosen: { ...wanted.chosen, [facet]: after } };
}

export function inUse({ chosen }: Wanted): number {
  return FACETS.reduce((sum, facet) => sum + chosen[facet].length, 0);
}

/** Where a suggestion leads. */
export function leadsTo({ kind, text, newsletter, issue }: Suggestion): string {
  if (kind === "TITLE" && newsletter) return addressOfTitle(newsletter);
  if (kind === "HEADING" && issue?.newsletter) return addressOfIssue(issue.newsletter, issue.number);
  return `/newsletters/search?${new URLSearchParams({ topics: text }).toString()}`;
}

function isOne(facet: Facet, value: string): boolean {
  if (facet === "audiences") return AUDIENCES.includes(value);
  if (facet === "periods") return PERIODS.includes(value);
  return facet === "years" ? /^\d{4}$/u.test(value) : value !== "" && value.length <= LONGEST;
}
