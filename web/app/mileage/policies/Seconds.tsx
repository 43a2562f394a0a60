// How long something has been under way. Not told aloud: every second would be too often.
import { useEffect, useState } from "react";

import { useWords } from "../../words/language";
import { words } from "./words";

export function Seconds({ since }: { since: number }) {
  const w = useWords(words);
  const [passed, setPassed] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setPassed(Math.round((Date.now() - since) / 1000)), 1000);
    return () => clearInterval(timer);
  }, [since]);
  return <span aria-hidden className="subtle number">{w.seconds(passed)}</span>;
}
