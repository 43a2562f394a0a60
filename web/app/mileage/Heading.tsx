// What stands above each page of mileage: its title and the way to the others.
import type { ReactNode } from "react";
import { Link, useLocation } from "wouter";

import { useTitle } from "../parts/title";
import { useWords } from "../words/language";
import { useIsAdministrator } from "../session/useIsAdministrator";
import { words } from "./words";
import "./mileage.css";

const PLACES = [
  { href: "/mileage", name: "kings" },
  { href: "/mileage/board", name: "board" },
  { href: "/mileage/mine", name: "mine" },
  { href: "/mileage/thanks", name: "thanks" },
  { href: "/mileage/rules", name: "rules" },
] as const;
const ADMINISTRATORS_PLACES = [
  { href: "/mileage/adjustments", name: "adjustments" },
  { href: "/mileage/flags", name: "flags" },
] as const;

export function Heading({ title, children }: { title: string; children: ReactNode }) {
  const w = useWords(words);
  const [here] = useLocation();
  const all = useIsAdministrator() ? [...PLACES, ...ADMINISTRATORS_PLACES] : PLACES;
  useTitle(title);
  return (
    <div className="stack tight">
      <h1>{title}</h1>
      <p className="subtle">{children}</p>
      <nav className="mileage-places" aria-label={w.navigation}>
        {all.map(({ href, name }) => (
          <Link key={href} href={href} aria-current={isAt(here, href) ? "page" : undefined}>{w[name]}</Link>
        ))}
      </nav>
    </div>
  );
}

/** At a page or below it; everything of mileage lies below the kings. */
function isAt(here: string, href: string): boolean {
  return here === href || (href !== "/mileage" && here.startsWith(`${href}/`));
}
