// Thanks that I received or gave, newest first, page after page.
import type { TypedDocumentNode } from "urql";

import { read } from "../../api/client";
import { usePages } from "../../api/usePages";
import type { Thanks, ThanksPage } from "./documents";
import { added, extended, loaded, NONE } from "./pages";

type Pages = TypedDocumentNode<{ thanks: ThanksPage }, { after?: string | null }>;

const STEPS = { none: NONE, loaded, extended };

/** Nothing is read before `isReady`. */
export function useThanks(document: Pages, isReady: boolean) {
  const { draw, ...pages } = usePages(STEPS, async (after, signal) => (await read(document, { after }, signal)).thanks, isReady);
  return { ...pages, add: (thanks: Thanks) => draw((before) => added(before, thanks)) };
}
