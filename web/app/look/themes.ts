// KRDS themes: light, dark, and its own high contrast. "system" follows the machine.
import { shared } from "../parts/shared";
import { kept } from "./kept";

export const THEMES = ["system", "light", "dark", "high-contrast"] as const;
export type Theme = (typeof THEMES)[number];

const THEME = kept<Theme>("theme", THEMES, "system");
const DARK = matchMedia("(prefers-color-scheme: dark)");
const MORE_CONTRAST = matchMedia("(prefers-contrast: more)");

const chosen = shared(THEME.read());

export const useTheme = chosen.use;

export function chooseTheme(theme: Theme): void {
  THEME.write(theme);
  chosen.set(theme);
  show();
}

/** Before the first paint, and whenever the machine changes its mind. */
export function startThemes(): void {
  show();
  DARK.addEventListener("change", show);
  MORE_CONTRAST.addEventListener("change", show);
}

function show(): void {
  const theme = chosen.get();
  document.documentElement.dataset["krdsMode"] = theme === "system" ? ofTheMachine() : theme;
}

function ofTheMachine(): Exclude<Theme, "system"> {
  if (MORE_CONTRAST.matches) return "high-contrast";
  return DARK.matches ? "dark" : "light";
}
