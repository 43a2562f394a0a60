// The draft was changed in two places: one of the two has to give way, and whoever wrote decides which.
import { useEffect, useRef } from "react";

import { useWords } from "../../words/language";
import { differences, type Content } from "./content";
import { words } from "./words";

interface Two {
  readonly mine: Content;
  readonly theirs: Content;
  resolve(whose: "mine" | "theirs"): void;
}

export function Conflict({ mine, theirs, resolve }: Two) {
  const w = useWords(words);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const names = differences(mine, theirs);
  return (
    <section className="card stack ask-conflict" aria-labelledby="ask-conflict">
      <h2 id="ask-conflict" tabIndex={-1} ref={heading}>{w.conflictTitle}</h2>
      <p>{w.conflictHelp}</p>
      <table className="ask-compared">
        <caption className="sr-only">{w.differ}</caption>
        <thead>
          <tr>
            <th scope="col">{w.differ}</th>
            <th scope="col">{w.here}</th>
            <th scope="col">{w.there}</th>
          </tr>
        </thead>
        <tbody>
          {names.map((name) => (
            <tr key={name}>
              <th scope="row">{w.fields[name]}</th>
              <td className="user-text">{textOf(mine, name) || w.none}</td>
              <td className="user-text">{textOf(theirs, name) || w.none}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="row">
        <button type="button" className="krds-btn medium" onClick={() => resolve("mine")}>{w.mine}</button>
        <button type="button" className="krds-btn secondary medium" onClick={() => resolve("theirs")}>{w.theirs}</button>
      </div>
    </section>
  );
}

function textOf(content: Content, name: keyof Content): string {
  return name === "departments" ? content.departments.map((one) => one.name).join(", ") : (content[name] ?? "");
}
