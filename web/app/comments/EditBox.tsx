// Changing one's own comment; if it was changed meanwhile in another window, both texts are shown.
import { useId, useState, type FormEvent } from "react";

import { change } from "../api/client";
import { words as parts } from "../parts/words";
import { words as request } from "../requests/page/words";
import { useFailures } from "../session/Session";
import { useWords } from "../words/language";
import { COMMENT_EDIT, type CommentItem } from "./documents";
import { MentionArea } from "./MentionArea";
import { readable } from "./mentioning";
import { words } from "./words";

interface Edited {
  readonly comment: CommentItem;
  say(comment: CommentItem): void;
  onClose(): void;
}

export function EditBox({ comment, say, onClose }: Edited) {
  const w = useWords(words);
  const p = useWords(parts);
  const r = useWords(request);
  const id = useId();
  const failures = useFailures();
  const [body, setBody] = useState(comment.body ?? "");
  const [base, setBase] = useState(comment);
  const [problem, setProblem] = useState("");
  const isBehind = comment.body !== base.body;

  async function save() {
    try {
      const { commentEdit } = await change(COMMENT_EDIT, { id: comment.id, input: { body }, version: base.version });
      setProblem(commentEdit.errors.map(({ message }) => message).join(" "));
      if (!commentEdit.comment) return;
      say(commentEdit.comment);
      onClose();
    } catch (failure) {
      setProblem(failures(failure).message);
    }
  }
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void save();
  };
  return (
    <form className="stack tight" onSubmit={submit}>
      <label htmlFor={id} className="sr-only">{w.edit}</label>
      <MentionArea id={id} value={body} set={setBody} submit={() => void save()} autoFocus />
      {isBehind && (
        <div role="alert" className="notice warning small">
          <strong>{r.conflict}</strong>
          <p>{r.theirs}:</p>
          <p className="user-text">{readable(comment.body ?? "")}</p>
          <button type="button" className="krds-btn secondary xsmall" onClick={() => setBase(comment)}>{r.keepMine}</button>
        </div>
      )}
      {problem && <p role="alert" className="notice danger small">{problem}</p>}
      <div className="row">
        <button type="submit" className="krds-btn primary xsmall">{p.save}</button>
        <button type="button" className="krds-btn tertiary xsmall" onClick={onClose}>{p.cancel}</button>
      </div>
    </form>
  );
}
