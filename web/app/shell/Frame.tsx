// What stands round every page: the way to its content, the navigation, how current it is, and who is here.
import { Suspense, useCallback, useRef } from "react";
import { Link, Route, Switch, useLocation } from "wouter";

import { places, pages } from "../pages";
import { Announcements } from "../parts/announcing";
import { Loading } from "../parts/Loading";
import { signOut, useSession } from "../session/Session";
import { useWords } from "../words/language";
import { ConnectionMark } from "./ConnectionMark";
import { Guarded } from "./Guarded";
import { NotFound } from "./NotFound";
import { Preferences } from "./Preferences";
import { useScrolled } from "./useScrolled";
import { words } from "./words";
import "./frame.css";

export function Frame() {
  const w = useWords(words);
  return (
    <>
      <a href="#content" className="skip">{w.skip}</a>
      <Top />
      <Content />
      <footer className="foot inner row between">
        <div className="row">
          <a className="link" href="/graphql">{w.explore}</a>
          <Link className="link" href="/settings/tokens">{w.tokens}</Link>
        </div>
        <Preferences />
      </footer>
      <Announcements />
    </>
  );
}

function Top() {
  const w = useWords(words);
  const [here] = useLocation();
  const { viewer } = useSession();
  const place = placeOf(here);
  return (
    <header className="top">
      <div className="inner top-line">
        <Link href="/" className="brand">
          <strong>마당</strong> <span className="brand-more">{w.product}</span>
        </Link>
        <nav aria-label={w.navigation} className="places">
          {places.map((one) => (
            <Link key={one.place} href={one.href} aria-current={one.place === place ? "page" : undefined}>
              {w.places[one.place]}
            </Link>
          ))}
        </nav>
        <ConnectionMark />
        <div className="me">
          <span>
            <strong>{viewer.employee?.name}</strong> <span className="subtle small">{viewer.department?.name}</span>
          </span>
          <button type="button" className="krds-btn text xsmall" onClick={() => void signOut()}>
            {w.signOut}
          </button>
        </div>
      </div>
      {viewer.readOnly && <p className="inner small subtle">{w.readOnly}</p>}
    </header>
  );
}

function Content() {
  const [here] = useLocation();
  const main = useRef<HTMLElement>(null);
  const turned = useCallback(() => main.current?.focus({ preventScroll: true }), []); // the first page has it from the browser
  useScrolled(here, turned);
  return (
    <main id="content" tabIndex={-1} ref={main} className="content inner">
      <Guarded key={here}>
        <Suspense fallback={<Loading />}>
          <Switch>
            {pages.map(({ path, Page }) => (
              <Route key={path} path={path}>
                {(params) => <Page params={params as Record<string, string>} />}
              </Route>
            ))}
            <Route component={NotFound} />
          </Switch>
        </Suspense>
      </Guarded>
    </main>
  );
}

function placeOf(path: string) {
  const found = pages.find((page) => page.path === path || path.startsWith(`${page.path.split("/:")[0]}/`));
  return found?.place;
}
