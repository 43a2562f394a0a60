// Choosing or dropping files, and how far each has come.
import { useId, useState, type DragEvent } from "react";

import { announce } from "../parts/announcing";
import { useWords } from "../words/language";
import { useUploads, type Upload } from "./uploads";
import { words } from "./words";
import "./attachments.css";

interface Wanted {
  /** The address that takes them. */
  readonly to: string;
  /** What is asked for, where it is not just files. */
  readonly label?: string;
  /** Kinds that are offered to choose from; the server looks at what comes. */
  readonly kinds?: string;
  /** Of several that are dropped the first is taken. */
  readonly isOne?: boolean;
  arrived?(): void;
}

export function Uploads({ to, label, kinds, isOne = false, arrived }: Wanted) {
  const w = useWords(words);
  const id = useId();
  const [isOver, setIsOver] = useState(false);
  const { uploads, add, again, cancel, forget } = useUploads(to, (name) => {
    announce(w.fileSent(name));
    arrived?.();
  });
  const take = (files: FileList | null) => add([...(files ?? [])].slice(0, isOne ? 1 : undefined));
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    take(event.dataTransfer.files);
  };
  const over = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(true);
  };
  return (
    <>
      {uploads.length > 0 && (
        <ul className="uploads">
          {uploads.map((one) => (
            <Line key={one.id} one={one} again={() => again(one)} cancel={() => cancel(one.id)} forget={() => forget(one.id)} />
          ))}
        </ul>
      )}
      <div className={`upload-drop ${isOver ? "over" : ""}`} onDragOver={over} onDragLeave={() => setIsOver(false)} onDrop={drop}>
        <label htmlFor={id}>{label ?? w.chooseFiles}</label>
        <input
          id={id}
          type="file"
          multiple={!isOne}
          accept={kinds}
          onChange={(event) => {
            take(event.target.files);
            event.target.value = ""; // the same file may be chosen again
          }}
        />
        <span className="subtle small">{w.dropHere}</span>
      </div>
    </>
  );
}

interface Shown {
  readonly one: Upload;
  again(): void;
  cancel(): void;
  forget(): void;
}

function Line({ one: { file, part, end }, again, cancel, forget }: Shown) {
  const w = useWords(words);
  const button = (text: string, act: () => void) => (
    <button type="button" className="krds-btn text small" aria-label={`${file.name} ${text}`} onClick={act}>{text}</button>
  );
  return (
    <li className="row">
      <span className="grow user-text">{file.name}</span>
      {end === null ? (
        <>
          <progress aria-label={w.fileProgress(file.name)} value={part} />
          <span className="number small">{Math.floor(part * 100)}%</span>
          {button(w.cancel, cancel)}
        </>
      ) : (
        <>
          <span role="alert" className="error">{end.kind === "refused" ? end.message : end.kind === "cancelled" ? w.cancelled : w.unreachable}</span>
          {end.kind !== "refused" && button(w.again, again)}
          {button(w.remove, forget)}
        </>
      )}
    </li>
  );
}
