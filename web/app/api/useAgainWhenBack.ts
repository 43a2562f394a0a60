import { useEffect, useEffectEvent } from "react";

/** Nothing tells of some changes; whoever comes back to the window sees what has become of them meanwhile. */
export function useAgainWhenBack({ again }: { again(): void }): void {
  const read = useEffectEvent(again);
  useEffect(() => {
    const back = () => read();
    addEventListener("focus", back);
    return () => removeEventListener("focus", back);
  }, []);
}
