import type { Enum } from "../api/graphql";
import { bilingual } from "../words/language";
import type { AXES, Left, RETURN_AXES } from "./marks";

interface Words {
  title: string;
  intro: string;
  mine: string;
  ofDepartment: string;
  given: string;
  received: string;
  appeals: string;
  none: string;
  noneHelp: string;
  about(department: string): string;
  rate: string;
  rateRequest: string;
  submit: string;
  submitReturn: string;
  submitted: string;
  editIt: string;
  edited: string;
  editable(left: Left): string;
  left(left: Left | null): string;
  hidden: string;
  lapsed: string;
  marks: string;
  returned: string;
  axes: Record<(typeof AXES)[number] | (typeof RETURN_AXES)[number], string>;
  outOf(mark: number): string;
  score: string;
  comment: string;
  commentHint: string;
  commentNeeded: string;
  markMissing: string;
  withdrawn: string;
  reply: string;
  replyHint: string;
  appeal: string;
  appealReason: string;
  appealHint: string;
  undecided: string;
  decide: string;
  decision: string;
  decisionHint: string;
  verdict: string;
  verdicts: Record<Enum<"EvaluationVerdict">, string>;
  unreachable: string;
  result: string;
  summary(department: string): string;
  period: string;
  periods: Record<"year" | "all", string>;
  count(count: number): string;
}

function told({ days, hours, minutes }: Left, [day, hour, minute]: readonly [string, string, string]): string {
  if (days > 0) return `${days}${day}`;
  return [hours > 0 && `${hours}${hour}`, (minutes > 0 || hours === 0) && `${minutes}${minute}`].filter(Boolean).join(" ");
}

const KO = ["일", "시간", "분"] as const;
const EN = [" days", " h", " min"] as const;

export const words = bilingual<Words>(
  {
    title: "평가",
    intro: "확인한 협력을 평가하고, 받은 평가에 답합니다. 점수는 당사자와 관리자만 봅니다.",
    mine: "내가 평가할 것",
    ofDepartment: "우리 부서가 평가할 것",
    given: "최근에 한 평가",
    received: "내가 한 협력",
    appeals: "결정을 기다리는 이의",
    none: "평가할 것이 없습니다",
    noneHelp: "협력의 완료를 확인하면 여기에서 평가할 수 있습니다.",
    about: (department) => `${department}의 협력 평가`,
    rate: "평가하기",
    rateRequest: "요청을 평가하기",
    submit: "평가 보내기",
    submitReturn: "요청 평가 보내기",
    submitted: "보냈습니다",
    editIt: "평가 고치기",
    edited: "(고침)",
    editable: (left) => `고칠 수 있는 시간 ${told(left, KO)}`,
    left: (left) => (left ? `${told(left, KO)} 남음` : "기한이 지남"),
    hidden: "평가했습니다. 점수는 당사자와 관리자만 봅니다.",
    lapsed: "평가 없이 기한이 지났습니다. 점수는 없습니다.",
    marks: "평가",
    returned: "요청에 대한 평가",
    axes: {
      importance: "중요도",
      effectiveness: "효과성",
      promptness: "신속성",
      difficulty: "난이도",
      clarity: "명확성",
      communication: "소통",
      timing: "일정",
    },
    outOf: (mark) => `${mark}/5`,
    score: "평균",
    comment: "평가의 말",
    commentHint: "2점 이하가 있으면 까닭을 적어 주십시오.",
    commentNeeded: "2점 이하를 준 까닭을 적어 주십시오.",
    markMissing: "하나를 고르십시오.",
    withdrawn: "이의를 받아들여 철회한 평가입니다. 점수에 들지 않습니다.",
    reply: "답글",
    replyHint: "담당자 가운데 한 사람이 한 번만 쓸 수 있습니다.",
    appeal: "이의 신청",
    appealReason: "이의의 까닭",
    appealHint: "사회혁신담당관이 보고 결정합니다. 한 번만 할 수 있습니다.",
    undecided: "이의에 대한 결정을 기다립니다.",
    decide: "이의 결정",
    decision: "그렇게 결정한 까닭",
    decisionHint: "당사자가 봅니다.",
    verdict: "결정",
    verdicts: { UPHELD: "평가 유지", WITHDRAWN: "평가 철회" },
    unreachable: "서버에 닿지 않습니다. 쓰던 글은 그대로 있습니다. 연결을 확인한 뒤 다시 하십시오.",
    result: "완료보고",
    summary: (department) => `받은 평가: ${department}`,
    period: "기간",
    periods: { year: "올해", all: "처음부터" },
    count: (count) => `${count}건`,
  },
  {
    title: "Ratings",
    intro: "Rate the work you have confirmed, and answer ratings you were given. Only the parties and administrators see marks.",
    mine: "For me to rate",
    ofDepartment: "For my department to rate",
    given: "Given lately",
    received: "Work I did",
    appeals: "Appeals to be decided",
    none: "Nothing to rate",
    noneHelp: "Once you confirm that work is done, you can rate it here.",
    about: (department) => `Rating of ${department}`,
    rate: "Rate",
    rateRequest: "Rate the request",
    submit: "Send rating",
    submitReturn: "Send rating of the request",
    submitted: "Sent",
    editIt: "Edit rating",
    edited: "(edited)",
    editable: (left) => `Can be edited for ${told(left, EN)}`,
    left: (left) => (left ? `${told(left, EN)} left` : "Too late"),
    hidden: "Rated. Only the parties and administrators see the marks.",
    lapsed: "Not rated in time. There are no marks.",
    marks: "Rating",
    returned: "Rating of the request",
    axes: {
      importance: "Importance",
      effectiveness: "Effectiveness",
      promptness: "Promptness",
      difficulty: "Difficulty",
      clarity: "Clarity",
      communication: "Communication",
      timing: "Timing",
    },
    outOf: (mark) => `${mark}/5`,
    score: "Mean",
    comment: "Comment",
    commentHint: "Tell why, if any mark is 2 or less.",
    commentNeeded: "Tell why you gave 2 or less.",
    markMissing: "Choose one.",
    withdrawn: "Withdrawn after an appeal. It does not count.",
    reply: "Reply",
    replyHint: "One of the handlers, once.",
    appeal: "Appeal",
    appealReason: "Why you appeal",
    appealHint: "An administrator decides. Once only.",
    undecided: "The appeal waits to be decided.",
    decide: "Decide the appeal",
    decision: "Why you decide so",
    decisionHint: "The parties read this.",
    verdict: "Decision",
    verdicts: { UPHELD: "Rating stands", WITHDRAWN: "Rating is withdrawn" },
    unreachable: "The server cannot be reached. What you have written stays. Try again once the connection is back.",
    result: "Reported",
    summary: (department) => `Ratings given to ${department}`,
    period: "Period",
    periods: { year: "This year", all: "All time" },
    count: (count) => `${count}`,
  },
);
