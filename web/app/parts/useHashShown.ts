import { useEffect } from "react";

/** What the address leads to was not there yet when the browser looked for it. */
export function useHashShown(isThere: boolean): void {
  useEffect(() => {
    if (isThere && location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView({ block: "center" });
  }, [isThere]);
}
