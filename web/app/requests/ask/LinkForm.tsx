// Adding a link to a page elsewhere.
import { useState } from "react";

import { change } from "../../api/client";
import { announce } from "../../parts/announcing";
import { useFailures } from "../../session/Session";
import { useWords } from "../../words/language";
import { ADD_LINK } from "./documents";
import { problemsOf, type Problems } from "./problems";
import { TextField } from "../../parts/TextField";
import { words } from "./words";

const NEW = () => ({ id: crypto.randomUUID(), url: "", label: "" });

export function LinkForm({ to, reload }: { to: string; reload(): Promise<void> }) {
  const w = useWords(words);
  const failures = useFailures();
  const [link, setLink] = useState(NEW);
  const [problems, setProblems] = useState<Problems>({});
  const add = async () => {
    try {
      const { linkAdd } = await change(ADD_LINK, { id: to, input: link });
      setProblems(problemsOf(linkAdd.errors));
      if (linkAdd.errors.length > 0) return;
      setLink(NEW());
      announce(w.added);
      await reload();
    } catch (caught) {
      setProblems({ "": failures(caught).message });
    }
  };
  return (
    <form
      className="ask-link"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <TextField label={w.linkUrl} required hint="https://" value={link.url} most={2000} error={problems["url"] ?? problems[""]} write={(url) => setLink({ ...link, url })} />
      <TextField label={w.linkLabel} value={link.label} most={200} error={problems["label"]} write={(label) => setLink({ ...link, label })} />
      <button type="submit" className="krds-btn secondary medium">{w.addLink}</button>
    </form>
  );
}
