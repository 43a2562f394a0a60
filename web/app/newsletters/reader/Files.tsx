// What hangs on an issue, to be taken along.
import { FileLine } from "../../attachments/FileLine";
import { useWords } from "../../words/language";
import type { Issue } from "./documents";
import { words } from "./words";

export function Files({ files, level }: { files: Issue["files"]["nodes"]; level: 2 | 3 }) {
  const w = useWords(words);
  const Heading = `h${level}` as const;
  if (files.length === 0) return null;
  return (
    <section className="news-files stack tight" aria-label={w.files}>
      <Heading className="news-part">{w.files}</Heading>
      <ul className="stack tight">
        {files.map(({ id, ...file }) => (
          <FileLine key={id} {...file} />
        ))}
      </ul>
    </section>
  );
}
