// An item that moves takes the focus with it; one that goes leaves it to the next.
import { useCallback, useLayoutEffect, useRef, type RefObject } from "react";

import { focusItem } from "./useShortcuts";

interface At {
  readonly id: string;
  readonly place: number;
}

/** Call what is returned before anything moves. */
export function useKeptPlace(area: RefObject<HTMLElement | null>): () => void {
  const at = useRef<At>(null);
  useLayoutEffect(() => {
    if (at.current === null || document.activeElement !== document.body) return;
    const items = itemsIn(area.current);
    const { id, place } = at.current;
    at.current = null;
    focusItem(items.find((item) => item.dataset["item"] === id) ?? items[Math.min(place, items.length - 1)]);
  });
  return useCallback(() => {
    const items = itemsIn(area.current);
    const place = items.findIndex((item) => item.contains(document.activeElement));
    const id = items[place]?.dataset["item"];
    at.current = id === undefined ? null : { id, place };
  }, [area]);
}

function itemsIn(area: HTMLElement | null): HTMLElement[] {
  return [...(area?.querySelectorAll<HTMLElement>("[data-item]") ?? [])];
}
