// What stands above the lists of newsletters: their title and the way to the others.
import type { ReactNode } from "react";
import { Link, useLocation } from "wouter";

import { useTitle } from "../parts/title";
import { useWords } from "../words/language";
import { words } from "./words";
import "./newsletters.css";

const PLACES = [
  { href: "/newsletters", name: "archive" },
  { href: "/newsletters/search", name: "search" },
  { href: "/newsletters/titles", name: "titles" },
  { href: "/newsletters/subscriptions", name: "mail" },
] as const;

export function Heading({ title, intro, children }: { title: string; intro: string; children?: ReactNode }) {
  const w = useWords(words);
  const [here] = useLocation();
  useTitle(title);
  return (
    <div className="stack tight">
      <div className="row between">
        <div>
          <h1>{title}</h1>
          <p className="subtle">{intro}</p>
        </div>
        <div className="row">{children}</div>
      </div>
      <nav className="news-places" aria-label={w.navigation}>
        {PLACES.map(({ href, name }) => (
          <Link key={href} href={href} aria-current={isAt(here, href) ? "page" : undefined}>{w.places[name]}</Link>
        ))}
      </nav>
    </div>
  );
}

/** At a page or below it; everything of newsletters lies below the archive. */
function isAt(here: string, href: string): boolean {
  return here === href || (href !== "/newsletters" && here.startsWith(`${href}/`));
}
