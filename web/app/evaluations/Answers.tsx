// What those who were rated say to the marks, and what an administrator decides on their appeal.
import { useState } from "react";

import type { Answer } from "../api/refused";
import type { Enum } from "../api/graphql";
import { useWords } from "../words/language";
import { Ago } from "../words/times";
import type { Evaluation, Rating } from "./documents";
import { appeal, decide, on, reply } from "./mutations";
import { TextForm } from "./TextForm";
import { useRating, type OnRated } from "./useRating";
import { words } from "./words";

const VERDICTS: readonly Enum<"EvaluationVerdict">[] = ["UPHELD", "WITHDRAWN"];

interface Answered {
  readonly delivery: Rating;
  readonly evaluation: Evaluation;
  readonly onRated: OnRated;
}

type Open = "reply" | "appeal" | "decide" | null;

export function Answers({ delivery, evaluation, onRated }: Answered) {
  const w = useWords(words);
  const [open, setOpen] = useState<Open>(null);
  const [verdict, setVerdict] = useState<Enum<"EvaluationVerdict">>("UPHELD");
  const { send, refusals, isSending, forget } = useRating(delivery.id, onRated);
  const close = () => {
    forget();
    setOpen(null);
  };
  const tell = async (act: () => Promise<Answer>) => (await send(act, w.submitted)) && setOpen(null);
  const form = { refusals, isSending, onCancel: close };
  const given = evaluation.appeal;
  return (
    <>
      <Said evaluation={evaluation} />
      {open === null && <Buttons evaluation={evaluation} open={setOpen} />}
      {open === "reply" && <TextForm {...form} label={w.reply} hint={w.replyHint} button={w.reply} onSend={(text) => void tell(() => reply(on(evaluation), text))} />}
      {open === "appeal" && <TextForm {...form} label={w.appealReason} hint={w.appealHint} button={w.appeal} onSend={(text) => void tell(() => appeal(on(evaluation), text))} />}
      {open === "decide" && given && (
        <TextForm {...form} label={w.decision} hint={w.decisionHint} button={w.decide} onSend={(text) => void tell(() => decide(on(given), verdict, text))}>
          <fieldset className="field">
            <legend>{w.verdict}</legend>
            <div className="row">
              {VERDICTS.map((one) => (
                <label key={one} className="row rating-choice">
                  <input type="radio" name={`verdict-${given.id}`} checked={verdict === one} onChange={() => setVerdict(one)} />
                  {w.verdicts[one]}
                </label>
              ))}
            </div>
          </fieldset>
        </TextForm>
      )}
    </>
  );
}

function Buttons({ evaluation, open }: { evaluation: Evaluation; open(wanted: Open): void }) {
  const w = useWords(words);
  const offered = [
    { name: "reply", label: w.reply, may: evaluation.viewerCanReply.allowed },
    { name: "appeal", label: w.appeal, may: evaluation.viewerCanAppeal.allowed },
    { name: "decide", label: w.decide, may: evaluation.appeal?.viewerCanDecide.allowed ?? false },
  ] as const;
  const shown = offered.filter(({ may }) => may);
  if (shown.length === 0) return null;
  return (
    <div className="row">
      {shown.map(({ name, label }) => (
        <button key={name} type="button" className="krds-btn tertiary small" onClick={() => open(name)}>{label}</button>
      ))}
    </div>
  );
}

function Said({ evaluation: { reply: body, repliedBy, repliedAt, appeal: given } }: { evaluation: Evaluation }) {
  const w = useWords(words);
  return (
    <>
      {body && <Quote title={w.reply} who={repliedBy?.name} at={repliedAt} text={body} />}
      {given && <Quote title={w.appeal} who={given.author?.name} at={given.appealedAt} text={given.reason} />}
      {given && !given.verdict && <p className="small subtle">{w.undecided}</p>}
      {given?.verdict && <Quote title={w.verdicts[given.verdict]} who={given.decidedBy?.name} at={given.decidedAt} text={given.decision ?? ""} />}
    </>
  );
}

function Quote({ title, who, at, text }: { title: string; who: string | undefined; at: string | null; text: string }) {
  return (
    <blockquote className="rating-said">
      <p className="small">
        <strong>{title}</strong> <span className="subtle">{who} {at && <>· <Ago at={at} /></>}</span>
      </p>
      <p className="user-text">{text}</p>
    </blockquote>
  );
}
