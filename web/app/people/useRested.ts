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
