// What an event makes old is asked again: once for a burst of them.
import { useEffect, useRef } from "react";

const GATHERING = 1_500; // milliseconds

export function useSoon(act: () => void): () => void {
  const latest = useRef(act);
  const waiting = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => void (latest.current = act));
  useEffect(() => () => clearTimeout(waiting.current), []);
  return () => {
    clearTimeout(waiting.current);
    waiting.current = setTimeout(() => latest.current(), GATHERING);
  };
}
