// The last step: how it will read, and sending it.
import { useQuery } from "urql";

import { enums } from "../../words/enums";
import { useWords } from "../../words/language";
import { Day } from "../../words/times";
import type { Addressee } from "./content";
import { ONE } from "./documents";
import type { Draft } from "./draft";
import { MaterialNames } from "./MaterialNames";
import type { Step } from "./problems";
import { words } from "./words";

export function Preview({ draft, go }: { draft: Draft; go(step: Step): void }) {
  const w = useWords(words);
  const { content, saved } = draft;
  const { fields } = w;
  const { scale } = useWords(enums);
  return (
    <>
      <Part step={1} go={go}>
        <h4 className="ask-title">{content.title || <Missing />}</h4>
        <dl className="ask-facts">
          <Fact name={fields.project}>{content.project || <Missing />}</Fact>
          <Fact name={fields.scale}>{scale[content.scale]}</Fact>
          <Fact name={fields.dueOn}>{content.dueOn ? <Day on={content.dueOn} /> : w.none}</Fact>
          {content.significance && <Fact name={fields.significance}>{content.significance}</Fact>}
          <Fact name={fields.body}>{content.body || <Missing />}</Fact>
        </dl>
      </Part>
      <Part step={2} go={go}>
        {content.departments.length === 0 && <p>{w.noneChosen}</p>}
        <ul className="stack tight">
          {content.departments.map((one) => (
            <Asked key={one.departmentId} one={one} />
          ))}
        </ul>
        {content.restriction !== null && (
          <dl className="ask-facts">
            <Fact name={fields.restriction}>{content.restriction || <Missing />}</Fact>
          </dl>
        )}
      </Part>
      <Part step={3} go={go}>
        {saved ? <MaterialNames id={saved.id} /> : <p>{w.none}</p>}
      </Part>
      {draft.problems[""] && <p className="ask-error" role="alert">{draft.problems[""]}</p>}
      {saved && <May id={saved.id} />}
      <p className="subtle">{content.restriction === null ? w.sendHelp : w.sendRestrictedHelp}</p>
    </>
  );
}

function Part({ step, go, children }: { step: Step; go(step: Step): void; children: React.ReactNode }) {
  const w = useWords(words);
  return (
    <section className="card stack tight" aria-labelledby={`ask-part-${step}`}>
      <div className="row between">
        <h3 id={`ask-part-${step}`}>{w.steps[step]}</h3>
        <button type="button" className="krds-btn text small" onClick={() => go(step)}>{w.mend(step)}</button>
      </div>
      {children}
    </section>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="user-text">{children}</dd>
    </div>
  );
}

function Asked({ one }: { one: Addressee }) {
  const { partnerRole } = useWords(enums);
  return (
    <li>
      <strong>{one.name}</strong> · {partnerRole[one.role]}
      {one.dueOn && <> · <Day on={one.dueOn} /></>}
      {one.ask && <p className="user-text">{one.ask}</p>}
      {one.offeredResource && <p className="user-text subtle">{one.offeredResource}</p>}
    </li>
  );
}

function Missing() {
  return <span className="ask-error">{useWords(words).required}</span>;
}

/** Some organisations only take part: they are told before they try. */
function May({ id }: { id: string }) {
  const [{ data }] = useQuery({ query: ONE, variables: { id }, requestPolicy: "network-only" });
  const reason = data?.request?.viewerCanPublish.reason;
  return reason ? <p className="ask-error">{reason}</p> : null;
}
