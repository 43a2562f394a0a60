// What somebody wants to get by mail, as the form holds it.
import type { Enum } from "../../api/graphql";
import type { Subscription, WishesInput } from "./documents";

export interface Wishes {
  /** IDs of titles. */
  readonly newsletters: readonly string[];
  readonly topics: readonly string[];
  /** Names of departments. */
  readonly publishers: readonly string[];
  readonly frequency: Enum<"NewsletterFrequency">;
}

export type Kind = "newsletters" | "topics" | "publishers";
export const FREQUENCIES: readonly Wishes["frequency"][] = ["IMMEDIATELY", "DAILY", "WEEKLY"];
export const NONE: Wishes = { newsletters: [], topics: [], publishers: [], frequency: "DAILY" };

export function wishesOf(subscription: Subscription | null): Wishes {
  if (subscription === null) return NONE;
  const { newsletters, topics, publishers, frequency } = subscription;
  return { newsletters: newsletters.map(({ id }) => id), topics, publishers, frequency };
}

export function inputOf({ newsletters, topics, publishers, frequency }: Wishes): WishesInput {
  return { newsletters: [...newsletters], topics: [...topics], publishers: [...publishers], frequency };
}

export function toggled(wishes: Wishes, kind: Kind, value: string): Wishes {
  const before = wishes[kind];
  return { ...wishes, [kind]: before.includes(value) ? before.filter((one) => one !== value) : [...before, value] };
}

export function count({ newsletters, topics, publishers }: Wishes): number {
  return newsletters.length + topics.length + publishers.length;
}

export function isSame(one: Wishes, other: Wishes): boolean {
  const told = ({ newsletters, topics, publishers, frequency }: Wishes) => JSON.stringify([[...newsletters].sort(), [...topics].sort(), [...publishers].sort(), frequency]);
  return told(one) === told(other);
}
