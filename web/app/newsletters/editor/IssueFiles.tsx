// The cover and the attachments of an issue in work: they are kept as soon as they are sent, without saving the text.
import { useId } from "react";

import { FileLine } from "../../attachments/FileLine";
import { Uploads } from "../../attachments/Uploads";
import { announce } from "../../parts/announcing";
import { useSending } from "../../parts/useSending";
import { useWords } from "../../words/language";
import type { Issue } from "../reader/documents";
import { REMOVE_FILE } from "./documents";
import { words } from "./words";

const PICTURES = "image/png,image/jpeg,image/gif,image/webp";

interface Shown {
  readonly issue: Issue;
  again(): void;
}

export function IssueFiles({ issue, again }: Shown) {
  const w = useWords(words);
  const id = useId();
  const sending = useSending();
  const remove = async (file: string, name: string) => {
    const payload = await sending.send(REMOVE_FILE, { id: file });
    again(); // also after a refusal: somebody may have been faster
    if (payload) announce(w.removed(name));
  };
  return (
    <section className="card stack" aria-labelledby={id}>
      <div>
        <h2 id={id} className="news-part">{w.files}</h2>
        <p className="small subtle">{w.filesHelp}</p>
      </div>
      {issue.state === "APPROVED" && <p className="notice warning">{w.againDraft}</p>}
      {sending.general && <p role="alert" className="notice danger">{sending.general}</p>}
      <Cover {...{ issue, again, remove }} />
      <Attachments {...{ issue, again, remove }} />
    </section>
  );
}

interface Part extends Shown {
  remove(file: string, name: string): Promise<void>;
}

function Cover({ issue: { id, heading, cover }, again, remove }: Part) {
  const w = useWords(words);
  return (
    <div className="stack tight">
      <h3 className="news-part">{w.cover}</h3>
      {cover && (
        <div className="news-cover-kept">
          <img src={cover.path} alt={w.coverOf(heading)} decoding="async" />
          <div className="stack tight">
            <a className="link user-text" href={cover.path}>{cover.name}</a>
            <button type="button" className="krds-btn tertiary small" onClick={() => void remove(cover.id, cover.name)}>{w.removeCover}</button>
          </div>
        </div>
      )}
      <Uploads to={placeOf(id, "COVER")} label={cover ? w.otherCover : w.chooseCover} kinds={PICTURES} isOne arrived={again} />
    </div>
  );
}

function Attachments({ issue: { id, files }, again, remove }: Part) {
  const w = useWords(words);
  return (
    <div className="stack tight">
      <h3 className="news-part">{w.attachments}</h3>
      <ul className="stack tight" hidden={files.nodes.length === 0}>
        {files.nodes.map((file) => (
          <FileLine key={file.id} {...file} remove={() => void remove(file.id, file.name)} />
        ))}
      </ul>
      <Uploads to={placeOf(id, "ATTACHMENT")} arrived={again} />
    </div>
  );
}

function placeOf(issue: string, role: "ATTACHMENT" | "COVER"): string {
  return `/newsletter-files/${encodeURIComponent(issue)}?role=${role}`;
}
