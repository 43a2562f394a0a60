// What is listed stays where it is while the pointer or the focus is in it.
import { useEffect, type RefObject } from "react";

export function useHolding(area: RefObject<HTMLElement | null>, hold: (wanted: boolean) => void): void {
  useEffect(() => {
    let isOver = false;
    let hasFocus = false;
    const tell = () => hold(isOver || hasFocus);
    const look = (event: Event) => {
      const inside = event.target instanceof Node && (area.current?.contains(event.target) ?? false);
      if (event.type === "pointerover") isOver = inside;
      else hasFocus = inside && event.type === "focusin";
      tell();
    };
    const leave = () => {
      isOver = false;
      tell();
    };
    const kinds = ["pointerover", "focusin", "focusout"] as const;
    kinds.forEach((kind) => document.addEventListener(kind, look));
    document.documentElement.addEventListener("pointerleave", leave);
    return () => {
      kinds.forEach((kind) => document.removeEventListener(kind, look));
      document.documentElement.removeEventListener("pointerleave", leave);
    };
  }, [area, hold]);
}
