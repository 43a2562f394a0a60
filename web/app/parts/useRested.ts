// The server is asked for what somebody types once they pause.
import { useEffect, useState } from "react";

const REST = 300; // milliseconds without a key

/** What has stood still for a moment. */
export function useRested(text: string): string {
  const [rested, setRested] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), REST);
    return () => clearTimeout(timer);
  }, [text]);
  return rested;
}

interface Typed {
  readonly typed: string;
  readonly rested: string;
  type(text: string): void;
}

/** What is typed into a field whose `value` is chosen once its writer pauses. */
export function useTyped(value: string, choose: (text: string) => void): Typed {
  const [typed, setTyped] = useState(value);
  const rested = useRested(typed);
  useEffect(() => setTyped(value), [value]);
  useEffect(() => {
    if (rested === typed && typed !== value) choose(typed);
  });
  return { typed, rested, type: setTyped };
}
