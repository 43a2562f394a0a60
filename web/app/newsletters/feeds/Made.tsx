// An address that was just made: shown this once, in the form and for what one wants.
import { useState } from "react";

import { Choice } from "../../parts/Choice";
import { useWords } from "../../words/language";
import { publishersOf, topicsOf } from "../offers";
import { CopyAddress } from "../reader/CopyAddress";
import { useEveryTitle } from "../useEveryTitle";
import { FORMS, privatePath, type Form, type What } from "./paths";
import { words } from "./words";

const WHATS: readonly What[] = ["all", "titles", "topics", "departments"];
const NAMES = { rss: "RSS", atom: "Atom", json: "JSON Feed" } as const;

export function Made({ path }: { path: string }) {
  const w = useWords(words);
  const titles = useEveryTitle();
  const [what, setWhat] = useState<What>("all");
  const [chosen, choose] = useState("");
  const [form, setForm] = useState<Form>("atom");
  const offered: Record<What, readonly (readonly [string, string])[]> = {
    all: [],
    titles: titles.map(({ slug, name }) => [slug, name] as const),
    topics: topicsOf(titles).map((topic) => [topic, topic] as const),
    departments: publishersOf(titles).map(([, name]) => [name, name] as const),
  };
  const values = offered[what].map(([value]) => value);
  const name = values.includes(chosen) ? chosen : (values[0] ?? "");
  const address = privatePath(path, what, name, form);
  return (
    <section className="card stack" aria-labelledby="made">
      <h2 id="made">{w.madeTitle}</h2>
      <p role="status">{w.once}</p>
      <div className="filters">
        <Choice label={w.what} value={what} values={WHATS} names={w.whats} choose={(one: What) => setWhat(one)} />
        {what !== "all" && <Choice label={w.which} value={name} values={values} names={Object.fromEntries(offered[what])} choose={choose} />}
        <Choice label={w.form} value={form} values={FORMS} names={NAMES} choose={(one: Form) => setForm(one)} />
      </div>
      <label className="stack tight">
        <span className="small">{w.address}</span>
        <input className="krds-input small" readOnly value={new URL(address, location.href).href} onFocus={({ target }) => target.select()} />
      </label>
      <div className="row"><CopyAddress key={address} path={address} /></div>
    </section>
  );
}
