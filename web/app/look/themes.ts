// KRDS themes: light, dark, and its own high contrast. "system" follows the machine.
import { useSyncExternalStore } from "react";

import { kept } from "./kept";

export const THEMES = ["system", "light", "dark", "high-contrast"] as const;
export type Theme = (typeof THEMES)[number];

const THEME = kept<Theme>("theme", THEMES, "system");
const DARK = matchMedia("(prefers-color-scheme: dark)");
const MORE_CONTRAST = matchMedia("(prefers-contrast: more)");

let chosen = THEME.read();
const listeners = new Set<() => void>();

export function chooseTheme(theme: Theme): void {
  chosen = theme;
  THEME.write(theme);
  show();
  listeners.forEach((listener) => listener());
}

export function useTheme(): Theme {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => chosen,
  );
}

/** Before the first paint, and whenever the machine changes its mind. */
export function startThemes(): void {
  show();
  DARK.addEventListener("change", show);
  MORE_CONTRAST.addEventListener("change", show);
}

function show(): void {
  document.documentElement.dataset["krdsMode"] = chosen === "system" ? ofTheMachine() : chosen;
}

function ofTheMachine(): Exclude<Theme, "system"> {
  if (MORE_CONTRAST.matches) return "high-contrast";
  return DARK.matches ? "dark" : "light";
}
