// Everything that has happened, newest first: the same log that drives the page.
import { useLanguage, useWords } from "../../words/language";
import { Ago } from "../../words/times";
import { describe } from "../timeline/describe";
import type { EventLine } from "../timeline/documents";
import { words } from "./words";

interface Past {
  readonly events: readonly EventLine[];
  /** Missing where this is all. */
  readonly earlier: (() => Promise<void>) | undefined;
}

export function Timeline({ events, earlier }: Past) {
  const w = useWords(words);
  const { language } = useLanguage();
  return (
    <section aria-labelledby="timeline" className="card stack tight">
      <h2 id="timeline">{w.timeline}</h2>
      {events.length === 0 && <p className="subtle small">{w.noEvents}</p>}
      <ol className="timeline small">
        {events.map((event) => (
          <li key={event.version}>
            <span>
              {event.actor && <strong>{event.actor.name} </strong>}
              {describe(event, language)}
              {"reason" in event && event.reason && <span className="subtle"> – {event.reason}</span>}
            </span>
            <span className="subtle">
              <Ago at={event.occurredAt} />
            </span>
          </li>
        ))}
      </ol>
      {earlier && (
        <button type="button" className="krds-btn text small" onClick={() => void earlier()}>
          {w.earlier}
        </button>
      )}
    </section>
  );
}
