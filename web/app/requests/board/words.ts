import { bilingual } from "../../words/language";
import type { Filters } from "./filters";

interface Words {
  title: string;
  intro: string;
  search: string;
  whose: string;
  whoses: Record<Filters["whose"], string>;
  state: string;
  allStates: string;
  scale: string;
  anyScale: string;
  overdueOnly: string;
  view: string;
  views: Record<Filters["view"], string>;
  order: string;
  orders: Record<Filters["order"], string>;
  ended: string;
  all: string;
  arrived(count: number): string;
  count(count: number): string;
  filters: string;
  fold(count: number): string;
  clear: string;
  noneYet: string;
  noneHere: string;
  noneHelp: string;
  overdue: string;
  dueIn(days: number): string;
  stale: string;
  restricted: string;
  comments(count: number): string;
  moreDepartments(count: number): string;
  goneNow: string;
  departmentFilter(kind: "asking" | "asked", name: string): string;
}

export const words = bilingual<Words>(
  {
    title: "협력판",
    intro: "시 전체의 협력 요청과 그 진행을 실시간으로 봅니다.",
    search: "제목·사업명·내용 찾기",
    whose: "누구의 일",
    whoses: { all: "모두", mine: "내 일", department: "우리 부서" },
    state: "상태",
    allStates: "모든 상태",
    scale: "규모",
    anyScale: "모든 규모",
    overdueOnly: "기한 지난 것만",
    view: "보기",
    views: { columns: "칸", list: "목록" },
    order: "순서",
    orders: { updated: "최근 움직인 순", due: "기한 순", published: "최근 발송 순" },
    ended: "끝난 요청",
    all: "요청",
    arrived: (count) => `새 요청 ${count}건 보기`,
    count: (count) => `${count.toLocaleString("ko-KR")}건`,
    filters: "골라 보기",
    fold: (count) => (count > 0 ? `조건 ${count}` : "조건"),
    clear: "모두 풀기",
    noneYet: "없습니다",
    noneHere: "조건에 맞는 협력 요청이 없습니다",
    noneHelp: "조건을 줄이거나 새로 협력을 요청해 보십시오.",
    overdue: "기한 지남",
    dueIn: (days) => (days === 0 ? "오늘까지" : `${days}일 남음`),
    stale: "움직임 없음",
    restricted: "열람 제한",
    comments: (count) => `댓글 ${count}`,
    moreDepartments: (count) => `외 ${count}곳`,
    goneNow: "조건에서 벗어남",
    departmentFilter: (kind, name) => (kind === "asking" ? `${name}에서 요청한 것` : `${name}에 요청한 것`),
  },
  {
    title: "Board",
    intro: "All cooperation requests of the city, and how they go, live.",
    search: "Search title, project, text",
    whose: "Whose",
    whoses: { all: "Everybody's", mine: "Mine", department: "My department's" },
    state: "State",
    allStates: "All states",
    scale: "Scale",
    anyScale: "Any scale",
    overdueOnly: "Overdue only",
    view: "View",
    views: { columns: "Columns", list: "List" },
    order: "Order",
    orders: { updated: "Last moved", due: "Due date", published: "Last sent" },
    ended: "Ended",
    all: "Requests",
    arrived: (count) => `Show ${count} new`,
    count: (count) => count.toLocaleString("en-GB"),
    filters: "Filters",
    fold: (count) => (count > 0 ? `Filters ${count}` : "Filters"),
    clear: "Clear",
    noneYet: "None",
    noneHere: "No request fits these filters",
    noneHelp: "Use fewer filters, or ask for cooperation yourself.",
    overdue: "Overdue",
    dueIn: (days) => (days === 0 ? "Due today" : `${days} days left`),
    stale: "No movement",
    restricted: "Restricted",
    comments: (count) => `${count} comments`,
    moreDepartments: (count) => `and ${count} more`,
    goneNow: "No longer fits",
    departmentFilter: (kind, name) => (kind === "asking" ? `Asked by ${name}` : `Asked of ${name}`),
  },
);
