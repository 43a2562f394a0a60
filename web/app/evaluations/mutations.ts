import { graphql, type Enum } from "../api/graphql";
import { change } from "../api/client";
import { REFUSED, type Answer } from "../api/refused";
import type { MarksOf, RETURN_AXES, AXES } from "./marks";

type Marks = MarksOf<(typeof AXES)[number]>;
type ReturnMarks = MarksOf<(typeof RETURN_AXES)[number]>;

const SUBMIT = graphql(
  `mutation SubmitEvaluation($input: EvaluationSubmitInput!, $version: Int) {
    done: evaluationSubmit(input: $input, version: $version) { ...Refused }
  }`,
  [REFUSED],
);
const EDIT = graphql(
  `mutation EditEvaluation($id: ID!, $input: EvaluationEditInput!, $version: Int) {
    done: evaluationEdit(id: $id, input: $input, version: $version) { ...Refused }
  }`,
  [REFUSED],
);
const REPLY = graphql(
  `mutation ReplyToEvaluation($id: ID!, $input: EvaluationReplyInput!, $version: Int) {
    done: evaluationReply(id: $id, input: $input, version: $version) { ...Refused }
  }`,
  [REFUSED],
);
const APPEAL = graphql(
  `mutation AppealEvaluation($id: ID!, $input: EvaluationAppealInput!, $version: Int) {
    done: evaluationAppeal(id: $id, input: $input, version: $version) { ...Refused }
  }`,
  [REFUSED],
);
const DECIDE = graphql(
  `mutation DecideAppeal($id: ID!, $input: AppealDecideInput!, $version: Int) {
    done: appealDecide(id: $id, input: $input, version: $version) { ...Refused }
  }`,
  [REFUSED],
);
const RETURN = graphql(
  `mutation SubmitReturnEvaluation($input: ReturnEvaluationSubmitInput!, $version: Int) {
    done: returnEvaluationSubmit(input: $input, version: $version) { ...Refused }
  }`,
  [REFUSED],
);

/** What is rated or answered, at the version at which it was seen. */
export interface On {
  readonly id: string;
  readonly version: number;
}

export function on({ id, version }: On): On {
  return { id, version };
}

export async function submit({ id: deliveryId, version }: On, marks: Marks, comment: string): Promise<Answer> {
  return (await change(SUBMIT, { version, input: { deliveryId, ...marks, comment } })).done;
}

export async function edit(on: On, marks: Marks, comment: string): Promise<Answer> {
  return (await change(EDIT, { ...on, input: { ...marks, comment } })).done;
}

export async function reply(on: On, body: string): Promise<Answer> {
  return (await change(REPLY, { ...on, input: { body } })).done;
}

export async function appeal(on: On, reason: string): Promise<Answer> {
  return (await change(APPEAL, { ...on, input: { reason } })).done;
}

export async function decide(on: On, verdict: Enum<"EvaluationVerdict">, reason: string): Promise<Answer> {
  return (await change(DECIDE, { ...on, input: { verdict, reason } })).done;
}

export async function submitReturn({ id: deliveryId, version }: On, marks: ReturnMarks, comment: string): Promise<Answer> {
  return (await change(RETURN, { version, input: { deliveryId, ...marks, comment } })).done;
}
