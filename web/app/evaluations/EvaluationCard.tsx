// All that is said about a department's part: the marks, what those rated say to them, and what may still be said.
import { useEffect, useRef, useState } from "react";

import { useWords } from "../words/language";
import { useNow } from "../words/times";
import { Answers } from "./Answers";
import type { Rating } from "./documents";
import { EvaluationForm, ReturnEvaluationForm } from "./EvaluationForm";
import { MarkList } from "./MarkList";
import { left, RETURN_AXES, AXES } from "./marks";
import type { OnRated } from "./useRating";
import { words } from "./words";
import "./evaluations.css";

interface Shown {
  readonly delivery: Rating;
  readonly onRated: OnRated;
}

type Form = "marks" | "return" | null;

export function EvaluationCard({ delivery, onRated }: Shown) {
  const w = useWords(words);
  const [form, setForm] = useState<Form>(null);
  const area = useRef<HTMLDivElement>(null);
  useFocusBack(area, form);
  const { evaluation, returnEvaluation } = delivery;
  const close = () => setForm(null);
  return (
    <div ref={area} tabIndex={-1} className="stack tight rating" role="group" aria-label={w.about(delivery.departmentName)}>
      {form === "marks" && <EvaluationForm delivery={delivery} onRated={onRated} onClose={close} />}
      {form !== "marks" && evaluation && (
        <>
          <MarkList axes={AXES} marks={evaluation} score={evaluation.score} comment={evaluation.comment} author={evaluation.author?.name} at={evaluation.editedAt ?? evaluation.submittedAt} isEdited={evaluation.editedAt !== null} />
          {evaluation.withdrawnAt && <p className="notice warning">{w.withdrawn}</p>}
          <Editing delivery={delivery} open={() => setForm("marks")} />
          <Answers delivery={delivery} evaluation={evaluation} onRated={onRated} />
        </>
      )}
      {form !== "marks" && !evaluation && <NotYet delivery={delivery} open={() => setForm("marks")} />}
      {form === "return" && <ReturnEvaluationForm delivery={delivery} onRated={onRated} onClose={close} />}
      {returnEvaluation && (
        <MarkList title={w.returned} axes={RETURN_AXES} marks={returnEvaluation} comment={returnEvaluation.comment} author={returnEvaluation.author?.name} at={returnEvaluation.submittedAt} />
      )}
      {form !== "return" && delivery.viewerCanEvaluateRequester.allowed && (
        <p>
          <button type="button" className="krds-btn secondary small" onClick={() => setForm("return")}>{w.rateRequest}</button>
        </p>
      )}
    </div>
  );
}

function NotYet({ delivery, open }: { delivery: Rating; open(): void }) {
  const w = useWords(words);
  const now = useNow();
  const { viewerCanEvaluate, evaluationDueAt, evaluationHasLapsed, isEvaluated } = delivery;
  if (isEvaluated) return <p className="subtle small">{w.hidden}</p>;
  if (evaluationHasLapsed) return <p className="subtle small">{w.lapsed}</p>;
  if (evaluationDueAt === null) return null;
  const rest = left(evaluationDueAt, now);
  return (
    <div className="row">
      <strong className={rest && rest.days >= 3 ? "" : "rating-soon"}>{w.left(rest)}</strong>
      {viewerCanEvaluate.allowed ? (
        <button type="button" className="krds-btn primary small" onClick={open}>{w.rate}</button>
      ) : (
        <span className="subtle small">{viewerCanEvaluate.reason}</span>
      )}
    </div>
  );
}

function Editing({ delivery: { evaluation }, open }: { delivery: Rating; open(): void }) {
  const w = useWords(words);
  const now = useNow();
  const rest = evaluation && left(evaluation.editableUntil, now);
  if (!evaluation?.viewerCanEdit.allowed || !rest) return null;
  return (
    <div className="row small">
      <button type="button" className="krds-btn tertiary small" onClick={open}>{w.editIt}</button>
      <span>{w.editable(rest)}</span>
    </div>
  );
}

/** A form that opens takes the focus; when it closes, the focus comes back to what it was about. */
function useFocusBack(area: React.RefObject<HTMLDivElement | null>, form: Form): void {
  const was = useRef(form);
  useEffect(() => {
    if (was.current === form) return;
    was.current = form;
    const wanted = form === null ? area.current : area.current?.querySelector<HTMLElement>("form :is(input:checked, input)");
    (wanted ?? area.current)?.focus();
  }, [area, form]);
}
