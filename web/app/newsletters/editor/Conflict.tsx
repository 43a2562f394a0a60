// The issue was changed by two people in the same place: whoever wrote here decides which text stays.
import { useEffect, useRef } from "react";

import { enums } from "../../words/enums";
import { useWords } from "../../words/language";
import type { Content, Field } from "./content";
import { clashes, type Base, type Draft } from "./draft";
import { words } from "./words";

interface Two {
  readonly draft: Draft;
  readonly theirs: Base;
  resolve(whose: "mine" | "theirs"): void;
}

export function Conflict({ draft, theirs, resolve }: Two) {
  const w = useWords(words);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className="card stack news-conflict" aria-labelledby="conflict">
      <h2 id="conflict" tabIndex={-1} ref={heading}>{w.conflict}</h2>
      <p>{w.conflictHelp}</p>
      {clashes(draft, theirs).map((name) => (
        <div key={name} className="news-two">
          <Text title={`${w.mine}: ${w.fields[name]}`} content={draft.content} name={name} />
          <Text title={`${w.theirs}: ${w.fields[name]}`} content={theirs.content} name={name} />
        </div>
      ))}
      <div className="row">
        <button type="button" className="krds-btn medium" onClick={() => resolve("mine")}>{w.useMine}</button>
        <button type="button" className="krds-btn secondary medium" onClick={() => resolve("theirs")}>{w.useTheirs}</button>
      </div>
    </section>
  );
}

function Text({ title, content, name }: { title: string; content: Content; name: Field }) {
  const { newsletterAudience } = useWords(enums);
  return (
    <div className="stack tight">
      <h3>{title}</h3>
      <p className="user-text news-compared">{name === "audience" ? newsletterAudience[content.audience] : content[name]}</p>
    </div>
  );
}
