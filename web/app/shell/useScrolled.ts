// Another page begins at its top; one that was left, and is gone back to, stands where it stood.
import { useEffect, useLayoutEffect, useRef } from "react";

const PATIENCE = 5_000; // milliseconds in which what is read again makes the page long enough
const MOVES = ["wheel", "touchstart", "keydown", "mousedown"] as const;

// Told before the router hears of it, which listens later; it says by an event of its own when a link is followed.
let isBack = false;
addEventListener("popstate", () => void (isBack = true));
addEventListener("pushState", () => void (isBack = false));

/** `here`: the path; `turned`: what is done when it is another. */
export function useScrolled(here: string, turned: () => void): void {
  const shown = useRef(here);
  const places = useRef(new Map<string, number>());
  useEffect(() => {
    const scrolled = () => void places.current.set(shown.current, scrollY);
    addEventListener("scroll", scrolled, { passive: true });
    return () => removeEventListener("scroll", scrolled);
  }, []);
  useLayoutEffect(() => {
    if (shown.current === here) return; // the first page stands as the browser has it
    shown.current = here;
    const place = isBack ? places.current.get(here) : undefined;
    turned();
    isBack = false;
    scrollTo(0, place ?? 0);
    return place ? reach(place) : undefined;
  }, [here, turned]);
}

/** As soon as the page is long enough, unless its reader moves it. */
function reach(place: number): () => void {
  const end = () => {
    growth.disconnect();
    clearTimeout(timer);
    for (const move of MOVES) removeEventListener(move, end);
  };
  const growth = new ResizeObserver(() => {
    scrollTo(0, place);
    if (Math.abs(scrollY - place) <= 1) end();
  });
  const timer = setTimeout(end, PATIENCE);
  for (const move of MOVES) addEventListener(move, end, { passive: true });
  growth.observe(document.body);
  return end;
}
