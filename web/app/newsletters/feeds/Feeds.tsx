// Addresses for my feed reader: made, named, shown once, revoked.
import { useState } from "react";

import { useAgainWhenBack } from "../../api/useAgainWhenBack";
import { useRead } from "../../api/useRead";
import { announce } from "../../parts/announcing";
import { FormDialog } from "../../parts/FormDialog";
import { Loading } from "../../parts/Loading";
import { Empty, Problem } from "../../parts/Problem";
import { TextField } from "../../parts/TextField";
import { useSending } from "../../parts/useSending";
import { useWords } from "../../words/language";
import { Ago, Day, Moment } from "../../words/times";
import { Heading } from "../Heading";
import { MAKE, MINE, REVOKE, type Feed } from "./documents";
import { Made } from "./Made";
import { words } from "./words";
import "./feeds.css";

export default function Feeds() {
  const w = useWords(words);
  const reading = useRead(MINE, {});
  const { data, failure, again } = reading;
  const [isMaking, make] = useState(false);
  const [path, show] = useState<string>();
  const [ending, end] = useState<Feed>();
  useAgainWhenBack(reading);
  const made = (told: string) => {
    make(false);
    show(told);
    again();
  };
  return (
    <div className="stack news">
      <Heading title={w.title} intro={w.intro}><button type="button" className="krds-btn medium" onClick={() => make(true)}>{w.make}</button></Heading>
      <p className="notice warning">{w.secret}</p>
      {path && <Made path={path} />}
      {failure && <Problem failure={failure} again={again} />}
      {!data && !failure && <Loading lines={3} />}
      {data && (
        <section className="stack" aria-labelledby="feeds">
          <h2 id="feeds">{w.mine}</h2>
          {data.newsletterFeeds.length === 0 && <Empty title={w.none}><p>{w.noneHelp}</p></Empty>}
          <ul className="news-feeds">{data.newsletterFeeds.map((feed) => <FeedLine key={feed.id} feed={feed} end={() => end(feed)} />)}</ul>
        </section>
      )}
      {isMaking && <MakeDialog made={made} onClose={() => make(false)} />}
      {ending && <EndDialog feed={ending} done={() => { end(undefined); show(undefined); again(); }} onClose={() => end(undefined)} />}
    </div>
  );
}

function FeedLine({ feed: { name, hint, createdAt, expiresAt, lastUsedOn }, end }: { feed: Feed; end(): void }) {
  const w = useWords(words);
  return (
    <li className="card row between">
      <div className="stack tight">
        <h3>{name} <span className="small subtle">…{hint}</span></h3>
        <p className="small subtle row"><span>{w.made} <Ago at={createdAt} /></span><span>{w.until} <Moment at={expiresAt} /></span><span>{lastUsedOn ? <>{w.lastUsed} <Day on={lastUsedOn} /></> : w.neverUsed}</span></p>
      </div>
      <button type="button" className="krds-btn tertiary small" onClick={end}>{w.revoke}<span className="sr-only"> {name}</span></button>
    </li>
  );
}

function MakeDialog({ made, onClose }: { made(path: string): void; onClose(): void }) {
  const w = useWords(words);
  const [name, setName] = useState("");
  const sending = useSending(["name"]);
  const send = async () => {
    const payload = await sending.send(MAKE, { name });
    if (payload?.path) made(payload.path);
  };
  return (
    <FormDialog title={w.make} submit={w.makeNow} sending={sending} isReady={name.trim() !== ""} send={send} onClose={onClose}>
      <TextField label={w.name} hint={w.nameHint} most={100} required error={sending.errorOf("name")} value={name} write={setName} />
    </FormDialog>
  );
}

function EndDialog({ feed, done, onClose }: { feed: Feed; done(): void; onClose(): void }) {
  const w = useWords(words);
  const sending = useSending();
  const send = async () => {
    if (!(await sending.send(REVOKE, { id: feed.id }))) return;
    announce(w.revoked);
    done();
  };
  return <FormDialog title={w.revokeAsk(feed.name)} submit={w.revoke} sending={sending} send={send} onClose={onClose}><p>{w.revokeHelp}</p></FormDialog>;
}
