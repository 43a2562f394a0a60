import { enums } from "../../words/enums";
import { bilingual, type Language } from "../../words/language";
import type { Act, Acting } from "./documents";
import type { Draft, Reasoned } from "./drafts";

type About = Pick<Acting, "leaving" | "viewerNeedsApproval">;

interface Words {
  acts: string;
  label(delivery: About, act: Act): string;
  cannot(count: number): string;
  done(delivery: About, act: Act): string;
  notDone(delivery: About, act: Act): string;
  unreachable: string;
  gone: string;
  needsApproval: string;
  waiting(act: Act): string;
  reason: string;
  reasonHint: Record<Reasoned | "TRANSFER", string>;
  target: string;
  percent: string;
  health: string;
  note: string;
  result: string;
  resultHint: string;
  due: string;
  dueHint: string;
  handlers: string;
  findMember: string;
  noMore(most: number): string;
  chooseSomebody: string;
  shares: string;
  lead: string;
  shareOf(name: string): string;
  evenly: string;
  sumIsRight: string;
  sumIsWrong(total: number): string;
  conflict: string;
  conflictIntro: string;
  iMeant: string;
  iSaw: string;
  isNow: string;
  meanwhile: string;
  tryAgain(delivery: About, act: Act): string;
}

const KO = enums.ko.deliveryAct;
const EN = enums.en.deliveryAct;

function korean({ leaving, viewerNeedsApproval }: About, act: Act): string {
  if (act === "APPROVE_LEAVING" && leaving) return `${KO[leaving.act]} 승인`;
  if (act === "DECLINE_LEAVING" && leaving) return `${KO[leaving.act]} 불승인`;
  if (act === "WITHDRAW_LEAVING" && leaving) return `${KO[leaving.act]} 상신 거두기`;
  return (act === "RETURN" || act === "TRANSFER") && viewerNeedsApproval ? `${KO[act]} 상신` : KO[act];
}

function english({ leaving, viewerNeedsApproval }: About, act: Act): string {
  const about = leaving ? EN[leaving.act].toLowerCase() : "";
  if (act === "APPROVE_LEAVING" && leaving) return `Approve: ${about}`;
  if (act === "DECLINE_LEAVING" && leaving) return `Decline: ${about}`;
  if (act === "WITHDRAW_LEAVING" && leaving) return `Withdraw: ${about}`;
  return (act === "RETURN" || act === "TRANSFER") && viewerNeedsApproval ? `Propose: ${EN[act].toLowerCase()}` : EN[act];
}

export const words = bilingual<Words>(
  {
    acts: "할 일",
    label: korean,
    cannot: (count) => `지금 할 수 없는 일 ${count}가지와 까닭`,
    done: (delivery, act) => `${korean(delivery, act)}: 마쳤습니다`,
    notDone: (delivery, act) => `${korean(delivery, act)}: 하지 못했습니다.`,
    unreachable: "서버에 닿지 않습니다. 연결을 확인한 뒤 다시 하십시오.",
    gone: "이 협력은 이제 볼 수 없습니다.",
    needsApproval: "부서장이 승인하면 이루어집니다. 그때까지 우리 부서에 남아 있습니다.",
    waiting: (act) => `${KO[act]} 승인 대기`,
    reason: "사유",
    reasonHint: {
      HOLD: "왜 멈추는지, 무엇을 기다리는지 적어 주십시오.",
      RETURN: "요청부서가 다음에 할 일을 알 수 있게 적어 주십시오.",
      SEND_BACK: "무엇을 더 해야 하는지 적어 주십시오.",
      CANCEL: "왜 더는 필요하지 않은지 적어 주십시오.",
      DECLINE_LEAVING: "왜 우리 부서가 계속 맡아야 하는지 적어 주십시오.",
      TRANSFER: "왜 그 부서의 일인지 적어 주십시오. 걸린 시간과 자취는 그대로 따라갑니다.",
    },
    target: "이송할 부서",
    percent: "진행률",
    health: "순조로운지",
    note: "어떻게 되어 가는지",
    result: "한 일과 결과",
    resultHint: "요청자가 이 글을 보고 확인하거나 보완을 요청합니다.",
    due: "기한",
    dueHint: "비우면 기한이 없습니다.",
    handlers: "담당자",
    findMember: "이름으로 찾기",
    noMore: (most) => `담당자는 ${most}명까지입니다.`,
    chooseSomebody: "담당자를 한 명 이상 고르십시오.",
    shares: "주담당과 기여율",
    lead: "주담당",
    shareOf: (name) => `${name}의 기여율`,
    evenly: "고르게 나누기",
    sumIsRight: "합 100%",
    sumIsWrong: (total) => (Number.isNaN(total) ? "기여율을 모두 적으십시오." : `합이 ${total}%입니다. 100%가 되어야 합니다.`),
    conflict: "그 사이에 바뀌었습니다",
    conflictIntro: "시작한 뒤에 다른 사람이 먼저 했습니다. 아무것도 덮어쓰지 않았습니다.",
    iMeant: "하려던 일",
    iSaw: "그때 본 것",
    isNow: "지금",
    meanwhile: "그 사이에",
    tryAgain: (delivery, act) => `지금 것에 다시: ${korean(delivery, act)}`,
  },
  {
    acts: "What to do",
    label: english,
    cannot: (count) => `${count} things that cannot be done now, and why`,
    done: (delivery, act) => `Done: ${english(delivery, act)}`,
    notDone: (delivery, act) => `Not done: ${english(delivery, act)}.`,
    unreachable: "The server cannot be reached. Try again once the connection is back.",
    gone: "This can no longer be seen.",
    needsApproval: "It happens once the head of the department approves it. Until then it stays with us.",
    waiting: (act) => `Waits for approval: ${EN[act].toLowerCase()}`,
    reason: "Reason",
    reasonHint: {
      HOLD: "Why it pauses, and what it waits for.",
      RETURN: "Tell those who asked what they can do next.",
      SEND_BACK: "Tell what is still to be done.",
      CANCEL: "Tell why it is no longer needed.",
      DECLINE_LEAVING: "Tell why our department should keep it.",
      TRANSFER: "Tell why it is that department's. Time and history go with it.",
    },
    target: "Department to transfer to",
    percent: "Progress",
    health: "How it goes",
    note: "What has been done",
    result: "What was done, and the result",
    resultHint: "Those who asked read this, and confirm it or send it back.",
    due: "Due date",
    dueHint: "Leave it empty for none.",
    handlers: "Handlers",
    findMember: "Find by name",
    noMore: (most) => `At most ${most} handlers.`,
    chooseSomebody: "Choose at least one handler.",
    shares: "Lead and shares",
    lead: "Leads",
    shareOf: (name) => `Share of ${name}`,
    evenly: "Share evenly",
    sumIsRight: "100% in all",
    sumIsWrong: (total) => (Number.isNaN(total) ? "Give everybody a share." : `${total}% in all. It has to be 100%.`),
    conflict: "It has changed meanwhile",
    conflictIntro: "Somebody else was faster. Nothing was overwritten.",
    iMeant: "You meant",
    iSaw: "You saw",
    isNow: "Now",
    meanwhile: "Meanwhile",
    tryAgain: (delivery, act) => `On this instead: ${english(delivery, act)}`,
  },
);

/** What a draft says, a line each. */
export function told(draft: Draft, language: Language): string[] {
  switch (draft.act) {
    case "ASSIGN":
      return draft.handlers.map(({ name, share }) => `${name} ${share}%`);
    case "PROGRESS":
      return [`${draft.percent}%`, ...(draft.health ? [enums[language].health[draft.health]] : []), draft.note].filter(Boolean);
    case "REPORT":
      return [draft.result];
    case "TRANSFER":
      return [draft.department?.name ?? "", draft.reason];
    case "CHANGE_DUE":
      return draft.dueOn ? [draft.dueOn] : [];
    default:
      return "reason" in draft ? [draft.reason] : [];
  }
}
