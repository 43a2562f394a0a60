// Themes of KRDS for Vite: its tokens come for light and for high contrast, its components know the light ones by
// name. In the other themes each light token takes the value of its counterpart.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import type { Plugin } from "vite";

const NAME = "virtual:krds-themes.css";
const TOKENS = createRequire(import.meta.url).resolve("krds-uiux/resources/css/token/krds_tokens.css");

export const KRDS = dirname(dirname(dirname(TOKENS)));

export function krdsThemes(): Plugin {
  return {
    name: "krds-themes",
    resolveId: (id) => (id === NAME ? `\0${NAME}` : undefined),
    load: (id) => (id === `\0${NAME}` ? themes(readFileSync(TOKENS, "utf-8")) : undefined),
  };
}

export function themes(tokens: string): string {
  const names = [...tokens.matchAll(/--krds-high-contrast-([\w-]+):/g)].map(([, name]) => name);
  const turned = names.map((name) => `  --krds-light-${name}: var(--krds-high-contrast-${name});`);
  return `:root:is([data-krds-mode="dark"], [data-krds-mode="high-contrast"]) {\n${turned.join("\n")}\n}\n`;
}
