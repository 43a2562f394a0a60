// Sources change by visits that nobody here has asked for: they are read again when one is due, and whoever comes back.
import { useEffect, useEffectEvent } from "react";

import { useAgainWhenBack } from "../../api/useAgainWhenBack";
import type { Source } from "./documents";
import { pauseBeforeLooking } from "./looking";

export function useLookingAgain(sources: readonly Source[], again: () => void): void {
  const look = useEffectEvent(() => {
    if (document.visibilityState === "visible") again();
  });
  useAgainWhenBack({ again });
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const wait = () => {
      timer = setTimeout(() => {
        look();
        wait(); // also if nothing comes back
      }, pauseBeforeLooking(sources, Date.now()));
    };
    wait();
    return () => clearTimeout(timer);
  }, [sources]);
}
