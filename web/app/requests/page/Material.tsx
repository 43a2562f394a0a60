// Files, links and related requests. What is added or removed comes back as an event.
import { Link } from "wouter";

import { sizeText } from "../../attachments/sizes";
import { Uploads } from "../../attachments/Uploads";
import { placeOfRequest } from "../../attachments/uploading";
import { useSending } from "../../parts/useSending";
import { enums } from "../../words/enums";
import { useWords } from "../../words/language";
import type { Detail } from "./documents";
import { ATTACHMENT_REMOVE, LINK_REMOVE, RELATION_REMOVE } from "./mutations";
import { words } from "./words";

export function Material({ request, refresh }: { request: Detail; refresh(): Promise<void> }) {
  const w = useWords(words);
  const { relationKind } = useWords(enums);
  const sending = useSending();
  const { attachments, links, relations } = request;
  const untie = async (id: string) => {
    if (await sending.send(RELATION_REMOVE, { id })) await refresh();
  };
  return (
    <section aria-labelledby="material" className="card stack tight small">
      <h2 id="material">{w.material}</h2>
      {sending.general && <p role="alert" className="notice danger">{sending.general}</p>}
      <h3>{w.files}</h3>
      {attachments.nodes.length === 0 && <p className="subtle">{w.noFiles}</p>}
      <ul className="told">
        {attachments.nodes.map(({ id, name, size, downloadPath, viewerCanRemove }) => (
          <li key={id} className="row">
            <a className="link grow" href={downloadPath} download>{name}</a>
            <span className="subtle number">{sizeText(size)}</span>
            {viewerCanRemove.allowed && <Remove name={name} act={() => void sending.send(ATTACHMENT_REMOVE, { id })} />}
          </li>
        ))}
      </ul>
      {request.viewerCanAttach.allowed && <Uploads to={placeOfRequest(request.id)} />}
      {links.nodes.length > 0 && <h3>{w.links}</h3>}
      <ul className="told">
        {links.nodes.map(({ id, url, label, viewerCanRemove }) => (
          <li key={id} className="row">
            <a className="link grow" href={url} target="_blank" rel="noreferrer noopener">{label || url}</a>
            {viewerCanRemove.allowed && <Remove name={label || url} act={() => void sending.send(LINK_REMOVE, { id })} />}
          </li>
        ))}
      </ul>
      {relations.nodes.length > 0 && <h3>{w.relations}</h3>}
      <ul className="told">
        {relations.nodes.map(({ id, kind, request: other, viewerCanRemove }) => (
          <li key={id} className="row">
            <span className="grow">
              {relationKind[kind]} · {other && <Link className="link" href={`/requests/${other.key ?? ""}`}>{other.title}</Link>}
            </span>
            {viewerCanRemove.allowed && <Remove name={other?.title ?? ""} act={() => void untie(id)} />}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Remove({ name, act }: { name: string; act(): void }) {
  const w = useWords(words);
  return (
    <button type="button" className="krds-btn text xsmall" aria-label={w.remove(name)} onClick={act}>
      ✕
    </button>
  );
}
