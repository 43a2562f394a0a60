// The requester's marks for a department's part: given once, changed for a while.
import { useQuery } from "urql";

import { Loading } from "../parts/Loading";
import { useWords } from "../words/language";
import { SCALES, type Rating } from "./documents";
import { AXES, RETURN_AXES } from "./marks";
import { edit, on, submit, submitReturn } from "./mutations";
import { ScaleForm } from "./ScaleForm";
import { useRating, type OnRated } from "./useRating";
import { words } from "./words";

interface Rated {
  readonly delivery: Rating;
  readonly onRated: OnRated;
  onClose(): void;
}

export function EvaluationForm({ delivery, onRated, onClose }: Rated) {
  const w = useWords(words);
  const [{ data }] = useQuery({ query: SCALES });
  const { send, refusals, isSending } = useRating(delivery.id, onRated);
  const { evaluation } = delivery;
  if (!data) return <Loading lines={4} />;
  return (
    <ScaleForm
      axes={AXES}
      scale={data.evaluationScale}
      marks={evaluation ?? {}}
      comment={evaluation?.comment ?? ""}
      label={evaluation ? w.editIt : w.submit}
      refusals={refusals}
      isSending={isSending}
      onSend={async ({ importance, effectiveness, promptness, difficulty }, comment) => {
        const marks = { importance, effectiveness, promptness, difficulty };
        const act = () => (evaluation ? edit(on(evaluation), marks, comment) : submit(on(delivery), marks, comment));
        if (await send(act, w.submitted)) onClose();
      }}
      onCancel={onClose}
    />
  );
}

/** What the lead handler thinks of the request. */
export function ReturnEvaluationForm({ delivery, onRated, onClose }: Rated) {
  const w = useWords(words);
  const [{ data }] = useQuery({ query: SCALES });
  const { send, refusals, isSending } = useRating(delivery.id, onRated);
  if (!data) return <Loading lines={4} />;
  return (
    <ScaleForm
      axes={RETURN_AXES}
      scale={data.returnEvaluationScale}
      marks={{}}
      comment=""
      label={w.submitReturn}
      refusals={refusals}
      isSending={isSending}
      onSend={async (marks, comment) => {
        if (await send(() => submitReturn(on(delivery), marks, comment), w.submitted)) onClose();
      }}
      onCancel={onClose}
    />
  );
}
