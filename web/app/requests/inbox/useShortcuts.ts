// The keys of the inbox. They press what stands on the page, so they can do no more than a pointer can.
import { useEffect, useEffectEvent, type RefObject } from "react";

import type { Act } from "../acts/documents";
import { meaningOf } from "./keys";

const ITEM = "[data-item]";
const WRITING = "input, textarea, select, [contenteditable], [role=combobox]";

/** `refuse` is told which act the item at hand does not offer. */
export function useShortcuts(area: RefObject<HTMLElement | null>, letters: boolean, refuse: (item: string, act: Act) => void): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    const at = event.target instanceof Element ? event.target : document.body;
    if (event.isComposing || at.closest(WRITING) || document.querySelector("dialog[open]")) return;
    const meaning = meaningOf(event, letters);
    const items = [...(area.current?.querySelectorAll<HTMLElement>(ITEM) ?? [])];
    const place = items.findIndex((item) => item.contains(at));
    if (meaning === null || items.length === 0) return;
    if ("move" in meaning) {
      if (event.key.startsWith("Arrow") && place < 0) return; // the page is scrolled
      event.preventDefault();
      const next = place < 0 ? 0 : Math.min(Math.max(place + meaning.move, 0), items.length - 1);
      focusItem(items[next]);
    } else if (place >= 0) {
      event.preventDefault();
      const button = items[place]?.querySelector<HTMLElement>(`[data-act="${meaning.act}"]`);
      if (button) button.click();
      else refuse(items[place]?.dataset["item"] ?? "", meaning.act);
    }
  });
  useEffect(() => {
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);
}

export function focusItem(item: HTMLElement | null | undefined): void {
  item?.querySelector<HTMLElement>("h3 a")?.focus();
  item?.scrollIntoView({ block: "nearest" });
}
