// The way in: personas in a sample city, else the city's portal, which signs in for us.
import { useEffect, useState } from "react";

import { Loading } from "../parts/Loading";
import { useTitle } from "../parts/title";
import { useWords } from "../words/language";
import { words } from "./words";
import "./sign-in.css";

interface Persona {
  readonly number: string;
  readonly name: string;
  readonly department: string;
  readonly position: string;
  readonly roles: readonly string[];
}

interface Entry {
  readonly hasEnded: boolean;
  onSignedIn(): Promise<void>;
}

export default function SignIn({ hasEnded, onSignedIn }: Entry) {
  const w = useWords(words);
  const [personas, setPersonas] = useState<readonly Persona[] | null>();
  useTitle(w.title);
  useEffect(() => void listed().then(setPersonas), []);

  if (personas === undefined) return <Loading />;
  return (
    <main className="sign-in stack">
      <h1>
        마당 <small className="subtle">{w.title}</small>
      </h1>
      {hasEnded && <p role="status" className="card">{w.ended}</p>}
      {personas ? <Personas personas={personas} onSignedIn={onSignedIn} /> : <ByPortal onSignedIn={onSignedIn} />}
    </main>
  );
}

function ByPortal({ onSignedIn }: Pick<Entry, "onSignedIn">) {
  const w = useWords(words);
  return (
    <div className="stack">
      <p>{w.portal}</p>
      <button type="button" className="krds-btn medium" onClick={() => void onSignedIn()}>
        {w.again}
      </button>
    </div>
  );
}

function Personas({ personas, onSignedIn }: { personas: readonly Persona[] } & Pick<Entry, "onSignedIn">) {
  const w = useWords(words);
  const [wanted, setWanted] = useState("");
  const [problem, setProblem] = useState("");
  const shown = personas.filter((one) => `${one.name} ${told(one)}`.includes(wanted.trim()));

  async function enter(persona: Persona) {
    const message = await signIn(persona);
    if (message === null) await onSignedIn();
    else setProblem(message);
  }

  return (
    <>
      <p className="subtle">{w.sample}</p>
      <h2 id="as-whom">{w.asWhom}</h2>
      <label className="stack tight">
        {w.find}
        <input className="krds-input medium" type="search" value={wanted} onChange={(event) => setWanted(event.target.value)} />
      </label>
      <p role="status" className="subtle small">{w.found(shown.length)}</p>
      {problem && <p role="alert" className="card">{problem}</p>}
      <ul className="personas" aria-labelledby="as-whom">
        {shown.map((one) => (
          <li key={one.number}>
            <button type="button" onClick={() => void enter(one)}>
              <strong>{one.name}</strong>
              <span>{told(one)}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

function told({ department, position, roles }: Persona): string {
  return [department, position, ...roles].join(" · ");
}

/** Null where there are none: a real city. */
async function listed(): Promise<readonly Persona[] | null> {
  try {
    const answer = await fetch("/demo/personas", { headers: { accept: "application/json" } });
    const isList = answer.headers.get("content-type")?.startsWith("application/json");
    return answer.ok && isList ? await answer.json() : null;
  } catch {
    return null;
  }
}

/** What is wrong, or null. */
async function signIn(persona: Persona): Promise<string | null> {
  const headers = { "content-type": "application/json" };
  const body = JSON.stringify({ persona: persona.number });
  const answer = await fetch("/demo/sign-in", { method: "POST", headers, body });
  return answer.ok ? null : (await answer.json()).message;
}
