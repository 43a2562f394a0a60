// How programs get a token to act for me. Tokens are made by command on the server only: the page says which.
import { useTitle } from "../parts/title";
import { useSession } from "../session/Session";
import { useWords } from "../words/language";
import { words } from "./words";
import "./tokens.css";

export default function Tokens() {
  const w = useWords(words);
  const { employee } = useSession().viewer;
  const create = `madang token create ${employee?.number ?? ""} --name ${w.purpose}`;
  useTitle(w.title);
  return (
    <div className="stack tokens">
      <div>
        <h1>{w.title}</h1>
        <p className="subtle">{w.intro}</p>
      </div>
      <section className="card stack tight" aria-labelledby="getting">
        <h2 id="getting">{w.getting}</h2>
        <p>{w.gettingHelp}</p>
        <Command text={create} />
        <p>{w.writing}</p>
        <Command text={`${create} --write`} />
        <p className="notice">{w.once}</p>
      </section>
      <section className="card stack tight" aria-labelledby="using">
        <h2 id="using">{w.using}</h2>
        <p>{w.usingHelp}</p>
        <Command text="Authorization: Bearer mdg_…" />
      </section>
      <section className="card stack tight" aria-labelledby="revoking">
        <h2 id="revoking">{w.revoking}</h2>
        <p>{w.revokingHelp}</p>
        <Command text="madang token list" />
        <Command text={`madang token revoke ${w.number}`} />
      </section>
    </div>
  );
}

function Command({ text }: { text: string }) {
  return <pre><code>{text}</code></pre>;
}
