import { enums } from "../../words/enums";
import { bilingual } from "../../words/language";
import type { Act } from "../acts/documents";
import type { Filters } from "./filters";
import type { Group } from "./waiting";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

interface Words {
  title: string;
  filters: string;
  handler: string;
  handlers: Record<Filters["handler"], string>;
  state: string;
  allStates: string;
  overdueOnly: string;
  approvalOnly: string;
  groups: Record<Group, string>;
  count(count: number): string;
  arrived(count: number): string;
  notAll(count: number): string;
  nothing: string;
  nothingHelp: string;
  /** How long, in milliseconds. */
  waits(passed: number): string;
  overdue: string;
  due: string;
  restricted: string;
  inHandsOf: string;
  lead: string;
  progress(percent: number): string;
  reason: string;
  leaving(act: Act, target: string | null): string;
  goneNow: string;
  keys: string;
  keyList: string;
  keyHelp: readonly (readonly [keys: string, meaning: string])[];
}

export const words = bilingual<Words>(
  {
    title: "접수함",
    filters: "골라 보기",
    handler: "담당",
    handlers: { anyone: "모두", me: "나" },
    state: "상태",
    allStates: "모든 상태",
    overdueOnly: "기한 지난 것만",
    approvalOnly: "내 승인을 기다리는 것만",
    groups: {
      approval: "부서장 승인을 기다리는 것",
      receive: "접수할 것",
      distribute: "배부할 것",
      inHand: "하고 있는 것",
      reported: "요청부서의 확인을 기다리는 것",
      ended: "최근에 끝난 것",
    },
    count: (count) => `${count}건`,
    arrived: (count) => `새로 온 협력 ${count}건 보기`,
    notAll: (count) => `오래 기다린 것부터 ${count.toLocaleString("ko-KR")}건을 보이고 있습니다. 더 있습니다.`,
    nothing: "기다리는 협력이 없습니다",
    nothingHelp: "우리 부서에 협력이 오면 여기에 바로 나타납니다.",
    waits: (passed) => {
      if (passed < MINUTE) return "방금";
      if (passed < HOUR) return `${Math.floor(passed / MINUTE)}분째`;
      return passed < DAY ? `${Math.floor(passed / HOUR)}시간째` : `${Math.floor(passed / DAY)}일째`;
    },
    overdue: "기한 지남",
    due: "기한",
    restricted: "열람 제한",
    inHandsOf: "담당",
    lead: "주담당",
    progress: (percent) => `진행 ${percent}%`,
    reason: "사유",
    leaving: (act, target) => `${enums.ko.deliveryAct[act]} 상신${target ? `: ${target}` : ""}`,
    goneNow: "이제 이 목록에 없는 것입니다",
    keys: "한 글자 단축키 쓰기",
    keyList: "단축키",
    keyHelp: [
      ["j ↓", "다음"],
      ["k ↑", "이전"],
      ["Enter", "열기"],
      ["r", "접수"],
      ["a", "배부"],
      ["x", "반려"],
      ["t", "이송"],
    ],
  },
  {
    title: "Inbox",
    filters: "Filters",
    handler: "Handler",
    handlers: { anyone: "Anyone", me: "Me" },
    state: "State",
    allStates: "All states",
    overdueOnly: "Overdue only",
    approvalOnly: "Waiting for my approval only",
    groups: {
      approval: "Waiting for the head's approval",
      receive: "To receive",
      distribute: "To distribute",
      inHand: "In hand",
      reported: "Waiting to be confirmed by those who asked",
      ended: "Ended lately",
    },
    count: (count) => `${count}`,
    arrived: (count) => `Show ${count} new`,
    notAll: (count) => `These ${count.toLocaleString("en-GB")} have waited longest. There are more.`,
    nothing: "Nothing is waiting",
    nothingHelp: "What our department is asked for appears here at once.",
    waits: (passed) => {
      if (passed < MINUTE) return "just now";
      if (passed < HOUR) return `for ${Math.floor(passed / MINUTE)} min`;
      return passed < DAY ? `for ${Math.floor(passed / HOUR)} h` : `for ${Math.floor(passed / DAY)} days`;
    },
    overdue: "Overdue",
    due: "Due",
    restricted: "Restricted",
    inHandsOf: "With",
    lead: "leads",
    progress: (percent) => `${percent}% done`,
    reason: "Reason",
    leaving: (act, target) => `Proposed: ${enums.en.deliveryAct[act].toLowerCase()}${target ? ` to ${target}` : ""}`,
    goneNow: "No longer in this list",
    keys: "Single-letter shortcuts",
    keyList: "Shortcuts",
    keyHelp: [
      ["j ↓", "next"],
      ["k ↑", "previous"],
      ["Enter", "open"],
      ["r", "receive"],
      ["a", "assign"],
      ["x", "return"],
      ["t", "transfer"],
    ],
  },
);
