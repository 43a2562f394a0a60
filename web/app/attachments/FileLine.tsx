// A file that the server has: its name leads to it, and a button takes it off.
import { useWords } from "../words/language";
import { sizeText } from "./sizes";
import { words } from "./words";

interface Shown {
  readonly name: string;
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Where it may be taken off. */
  remove?(): void;
}

export function FileLine({ name, path, size, remove }: Shown) {
  const w = useWords(words);
  return (
    <li className="row">
      <a className="link grow user-text" href={path} download>{name}</a>
      <span className="subtle small number">{sizeText(size)}</span>
      {remove && <button type="button" className="krds-btn text small" aria-label={`${name} ${w.remove}`} onClick={remove}>{w.remove}</button>}
    </li>
  );
}
