// What a source is, as its form holds it.
import type { ChangeInput, Source } from "./documents";

/** A feed; a page that leads to others; a page that is written anew. */
export type Way = "FEED" | "LINKS" | "PAGE";

export interface Content {
  readonly way: Way;
  readonly url: string;
  /** A CSS selector: of the links to follow, or of the part to watch. */
  readonly selector: string;
  readonly release: Source["release"];
}

export const BLANK: Content = { way: "FEED", url: "", selector: "", release: "DRAFT" };

export function contentOf({ kind, url, partSelector, linkSelector, release }: Source): Content {
  const way = kind === "FEED" ? "FEED" : linkSelector ? "LINKS" : "PAGE";
  return { way, url, selector: linkSelector ?? partSelector ?? "", release };
}

/** A page that is written anew is never let out unseen. */
export function releaseOf({ way, release }: Content): Source["release"] {
  return way === "PAGE" ? "DRAFT" : release;
}

export function addedOf(content: Content) {
  const { way, url, selector } = content;
  return {
    kind: way === "FEED" ? ("FEED" as const) : ("PAGE" as const),
    url: url.trim(),
    linkSelector: way === "LINKS" ? selector : null,
    partSelector: way === "PAGE" && selector.trim() ? selector : null,
    release: releaseOf(content),
  };
}

/** Only what differs; an empty selector takes one away. */
export function changeOf(content: Content, before: Content): ChangeInput {
  const url = content.url.trim();
  const isMoved = content.way !== before.way || content.selector !== before.selector;
  const selectors = { linkSelector: content.way === "LINKS" ? content.selector : "", partSelector: content.way === "PAGE" ? content.selector : "" };
  return {
    ...(url === before.url ? {} : { url }),
    ...(isMoved ? selectors : {}),
    ...(releaseOf(content) === before.release ? {} : { release: releaseOf(content) }),
  };
}

export function isWhole({ way, url, selector }: Content): boolean {
  return /^https?:\/\/./i.test(url.trim()) && (way !== "LINKS" || selector.trim() !== "");
}
