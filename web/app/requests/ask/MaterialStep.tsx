// The third step: files and links. They hang on the draft that the server has, so there must be one.
import { useState } from "react";

import { change } from "../../api/client";
import { FileLine } from "../../attachments/FileLine";
import { Uploads } from "../../attachments/Uploads";
import { placeOfRequest } from "../../attachments/uploading";
import { announce } from "../../parts/announcing";
import { Problem } from "../../parts/Problem";
import { useFailures } from "../../session/Session";
import { useWords } from "../../words/language";
import { REMOVE_FILE, REMOVE_LINK, type DraftRefusal } from "./documents";
import type { Draft } from "./draft";
import { LinkForm } from "./LinkForm";
import { useMaterial } from "./material";
import { words } from "./words";

export function MaterialStep({ draft: { saved } }: { draft: Draft }) {
  const w = useWords(words);
  return saved ? <Kept id={saved.id} /> : <p className="card">{w.materialLater}</p>;
}

function Kept({ id }: { id: string }) {
  const w = useWords(words);
  const failures = useFailures();
  const { material, failure, reload } = useMaterial(id);
  const [problem, setProblem] = useState("");
  const remove = async (name: string, act: () => Promise<readonly DraftRefusal[]>) => {
    try {
      const errors = await act();
      setProblem(errors.map(({ message }) => message).join(" "));
      if (errors.length === 0) announce(w.removed(name));
    } catch (caught) {
      setProblem(failures(caught).message);
    }
    await reload();
  };
  if (failure) return <Problem failure={failure} again={() => void reload()} />;
  return (
    <>
      <h3>{w.files}</h3>
      <ul className="ask-material" hidden={!material?.attachments.nodes.length}>
        {material?.attachments.nodes.map(({ id: file, name, size, downloadPath }) => (
          <FileLine key={file} name={name} size={size} path={downloadPath} remove={() => void remove(name, async () => (await change(REMOVE_FILE, { id: file })).attachmentRemove.errors)} />
        ))}
      </ul>
      <Uploads to={placeOfRequest(id)} arrived={() => void reload()} />
      <h3>{w.links}</h3>
      <ul className="ask-material" hidden={!material?.links.nodes.length}>
        {material?.links.nodes.map(({ id: link, url, label }) => (
          <li key={link} className="row">
            <a className="link grow user-text" href={url} target="_blank" rel="noreferrer noopener">{label || url}</a>
            <Remove name={label || url} act={() => remove(label || url, async () => (await change(REMOVE_LINK, { id: link })).linkRemove.errors)} />
          </li>
        ))}
      </ul>
      {problem && <p role="alert" className="ask-error">{problem}</p>}
      <LinkForm to={id} reload={reload} />
    </>
  );
}

function Remove({ name, act }: { name: string; act(): Promise<void> }) {
  const { remove } = useWords(words);
  return (
    <button type="button" className="krds-btn text small" aria-label={`${name} ${remove}`} onClick={() => void act()}>{remove}</button>
  );
}
