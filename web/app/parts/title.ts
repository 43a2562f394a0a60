import { useEffect } from "react";

/** The name of the page in the browser's tab, and for who listens to it. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · 마당`;
  }, [title]);
}
