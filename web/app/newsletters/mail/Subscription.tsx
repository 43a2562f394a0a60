// What I want to get by mail: by topic, by title, by department; how often.
import { useEffect, useState } from "react";
import { Link } from "wouter";

import { useAgainWhenBack } from "../../api/useAgainWhenBack";
import { useRead } from "../../api/useRead";
import { announce } from "../../parts/announcing";
import { Choice } from "../../parts/Choice";
import { FormDialog } from "../../parts/FormDialog";
import { Loading } from "../../parts/Loading";
import { Empty, Problem } from "../../parts/Problem";
import { useSending } from "../../parts/useSending";
import { useWords } from "../../words/language";
import { words as feeds } from "../feeds/words";
import { Heading } from "../Heading";
import { publishersOf, topicsOf } from "../offers";
import { useEveryTitle } from "../useEveryTitle";
import { END, MINE, UPDATE, type Subscription as Kept } from "./documents";
import { count, FREQUENCIES, inputOf, isSame, toggled, wishesOf, type Kind, type Wishes } from "./wishes";
import { words } from "./words";
import "./mail.css";

export default function Subscription() {
  const w = useWords(words);
  const f = useWords(feeds);
  const reading = useRead(MINE, {});
  const { data, failure, again } = reading;
  useAgainWhenBack(reading);
  return (
    <div className="stack news">
      <Heading title={w.title} intro={w.intro} />
      <p><Link className="link" href="/newsletters/subscriptions/feeds">{f.link}</Link></p>
      {failure && <Problem failure={failure} again={again} />}
      {!data && !failure && <Loading lines={4} />}
      {data && !data.newsletterMailIsOffered && <Empty title={w.notOffered}><p>{w.notOfferedHelp}</p></Empty>}
      {data?.newsletterMailIsOffered && <Wanted kept={data.newsletterSubscription} again={again} />}
    </div>
  );
}

function Wanted({ kept, again }: { kept: Kept | null; again(): void }) {
  const w = useWords(words);
  const [wishes, wish] = useState(() => wishesOf(kept));
  const [base, setBase] = useState(wishes);
  const sending = useSending();
  const [isEnding, end] = useState(false);
  useEffect(() => {
    // changed in another window, and nothing is ticked here: this one follows
    const now = wishesOf(kept);
    setBase(now);
    wish((before) => (isSame(before, base) ? now : before));
  }, [kept]);
  const save = async () => {
    if (sending.isSending || count(wishes) === 0 || !(await sending.send(UPDATE, { input: inputOf(wishes) }))) return;
    announce(w.saved);
    again();
  };
  const finish = async () => {
    if (!(await sending.send(END, {}))) return;
    announce(w.ended);
    end(false);
    again();
  };
  const isDirty = !isSame(wishes, base);
  return (
    <form className="stack" aria-label={w.title} onSubmit={(event) => { event.preventDefault(); void save(); }}>
      <p className="notice">{kept ? w.to(kept.email) : w.none}</p>
      <div className="filters"><Choice label={w.frequency} value={wishes.frequency} values={FREQUENCIES} names={w.frequencies} choose={(frequency) => wish({ ...wishes, frequency })} /></div>
      <Offers wishes={wishes} toggle={(kind, value) => wish(toggled(wishes, kind, value))} />
      <div className="row between news-mail-save">
        {!isEnding && sending.general && <p role="alert" className="notice danger">{sending.general}</p>}
        <p role="status" className="small subtle">{isDirty ? w.unsaved : w.chosen(count(wishes))}</p>
        <div className="row">
          {kept && <button type="button" className="krds-btn tertiary medium" onClick={() => end(true)}>{w.end}</button>}
          <button type="submit" className="krds-btn primary medium" aria-disabled={sending.isSending || count(wishes) === 0}>{w.save}</button>
        </div>
      </div>
      {isEnding && <FormDialog title={w.end} submit={w.end} sending={sending} send={finish} onClose={() => end(false)}><p>{w.endAsk}</p></FormDialog>}
    </form>
  );
}

function Offers({ wishes, toggle }: { wishes: Wishes; toggle(kind: Kind, value: string): void }) {
  const w = useWords(words);
  const titles = useEveryTitle();
  const offered: Record<Kind, (readonly [string, string, string])[]> = {
    topics: topicsOf(titles).map((topic) => [topic, topic, ""]),
    newsletters: titles.map(({ id, name, publisherName }) => [id, name, publisherName]),
    publishers: publishersOf(titles).map(([, name]) => [name, name, ""]),
  };
  return (["topics", "newsletters", "publishers"] as const).map((kind) => (
    <fieldset key={kind} className="card field news-mail">
      <legend>{w.kinds[kind]}</legend>
      <p className="small subtle">{w.hints[kind]}</p>
      <div className="news-mail-offers">
        {offered[kind].map(([value, name, about]) => (
          <label key={value} className="row">
            <input type="checkbox" checked={wishes[kind].includes(value)} onChange={() => toggle(kind, value)} />
            <span>{name} {about && <span className="small subtle">{about}</span>}</span>
          </label>
        ))}
      </div>
    </fieldset>
  ));
}
