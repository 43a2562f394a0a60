import { useConnection } from "../live/connection";
import { useWords } from "../words/language";
import { words } from "./words";

/** How current the page is; after a break also how many events came late. */
export function ConnectionMark() {
  const w = useWords(words);
  const { standing, caughtUp } = useConnection();
  const told = standing === "live" && caughtUp > 0 ? w.caughtUp(caughtUp) : w.standing[standing];
  return (
    <p className={`standing ${standing}`} role="status">
      {told}
    </p>
  );
}
