// What the pages of a department and of a person share: the way back, the name, and what stands there while it is read.
import type { ReactNode } from "react";
import { Link } from "wouter";

import { useAgainWhenBack } from "../api/useAgainWhenBack";
import type { Reading } from "../api/useRead";
import { Badge } from "../parts/Badge";
import { Loading } from "../parts/Loading";
import { Empty, Problem } from "../parts/Problem";
import { useTitle } from "../parts/title";
import { useWords } from "../words/language";
import { words } from "./words";
import "./people.css";

interface Shown<One> {
  readonly reading: Reading<unknown>;
  readonly one: One | null | undefined;
  children(one: One): ReactNode;
}

export function Sheet<One extends { name: string; isSample: boolean }>({ reading, one, children }: Shown<One>) {
  const w = useWords(words);
  useTitle(one?.name ?? w.title);
  useAgainWhenBack(reading);
  if (!one && reading.failure) return <Problem {...reading} failure={reading.failure} />;
  if (!reading.data) return <Loading />;
  const back = <Link className="link" href="/departments">{w.toChart}</Link>;
  if (!one) return <Empty isPage title={w.notThere}>{back}</Empty>;
  return (
    <div className="stack people">
      <p>{back}</p>
      <div className="row">
        <h1>{one.name}</h1>
        {one.isSample && <Badge>{w.sample}</Badge>}
      </div>
      {reading.failure && <Problem {...reading} failure={reading.failure} />}
      {children(one)}
    </div>
  );
}
