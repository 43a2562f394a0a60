// The feeds that anybody may read: of a title, and of its topics.
import { useWords } from "../../words/language";
import { FORMS, publicPath } from "./paths";
import { words } from "./words";

const NAMES = { rss: "RSS", atom: "Atom", json: "JSON" } as const;

export function PublicFeeds({ slug, topics }: { slug: string; topics: readonly string[] }) {
  const w = useWords(words);
  const places = [[w.ofTitle, slug], ...topics.map((topic) => [`#${topic}`, `topics/${encodeURIComponent(topic)}`])] as const;
  return (
    <details className="small">
      <summary>{w.publicFeeds}</summary>
      <ul className="news-feeds">
        {places.map(([name, place]) => (
          <li key={place} className="row">
            <span>{name}</span>
            {FORMS.map((form) => <a key={form} className="link" href={publicPath(place ?? "", form)}>{NAMES[form]}<span className="sr-only"> {name}</span></a>)}
          </li>
        ))}
      </ul>
    </details>
  );
}
