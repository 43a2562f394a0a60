import { bilingual } from "../../words/language";
import type { Evidence, Flag } from "./documents";

interface Words {
  title: string;
  intro: string;
  administratorsOnly: string;
  administratorsHelp: string;
  kind: string;
  all: string;
  kinds: Record<Flag["kind"], string>;
  witnesses: Record<Evidence["what"], string>;
  numbers: Record<string, string>;
  looking: string;
  none: string;
  noneHelp: string;
  found(count: number): string;
  people: string;
  from: string;
  chance: string;
  onceIn(times: string): string;
  rarer: string;
  evidence: string;
  entries(count: number): string;
  firstEntries(count: number): string;
  received: string;
}

export const words = bilingual<Words>(
  {
    title: "확인할 것",
    intro: "기록에서 눈에 띄는 것을 근거와 함께 묻습니다. 잘못이라는 뜻이 아니며, 우연이거나 정당한 협력일 수 있습니다. 여기서는 점수도 순위도 바뀌지 않습니다.",
    administratorsOnly: "이 화면은 사회혁신담당관(관리자)이 봅니다",
    administratorsHelp: "마일리지 규칙과 순위표, 이달의 협력왕은 모두가 볼 수 있습니다.",
    kind: "무엇",
    all: "모두",
    kinds: { RECIPROCITY: "주고받기", RING: "소집단 안의 점수", BURST: "짧은 기간에 몰린 평가", COMMENT_FARMING: "반복되는 짧은 댓글", RATING_INFLATION: "특정인에게 높은 평가" },
    witnesses: {
      VOLUME: "서로 평가한 횟수",
      MARKS: "서로 준 평점",
      DIRECTION: "한 방향의 평점",
      SHARE: "점수 가운데 안에서 오간 몫",
      THANKS: "서로 보낸 감사",
      WINDOW: "며칠에 몰린 평가",
      MONTH_END: "월말에 몰린 평가",
      DAILY_LIMIT: "하루 한도에 이른 날",
      SHORT: "짧은 댓글",
      UNANSWERED: "답이 없는 댓글",
      LITTLE_ELSE: "댓글 외의 활동",
    },
    numbers: {
      count: "건수",
      expected: "예상",
      times: "예상의 몇 배",
      mean: "평균",
      above: "예상보다 높은 만큼",
      percent: "몫(%)",
      backing: "평가된 협력",
      hours: "시간",
      total: "모두",
      days: "날",
      most: "하루의 댓글",
      length: "글자",
      usual: "전체의 몫(%)",
      acts: "평가를 주고받은 협력",
      given_elsewhere: "다른 사람에게 준 평균",
      got_elsewhere: "다른 사람에게서 받은 평균",
    },
    looking: "기록을 살피고 있습니다. 긴 기간은 몇 초가 걸립니다.",
    none: "이 기간에 확인할 것이 없습니다",
    noneHelp: "달을 넓히거나 다른 종류를 골라 보십시오.",
    found: (count) => `${count}건`,
    people: "나오는 사람",
    from: "기간",
    chance: "우연이라면",
    onceIn: (times) => `${times}번에 한 번쯤`,
    rarer: "백만 번에 한 번보다 드묾",
    evidence: "근거",
    entries: (count) => `센 장부의 줄 ${count}개 보기`,
    firstEntries: (count) => `처음 ${count}줄까지 보입니다.`,
    received: "받은 사람",
  },
  {
    title: "To look at",
    intro: "What stands out in the records, asked with its evidence. It does not mean that anything is wrong: it may be chance or honest work. No points and no places change here.",
    administratorsOnly: "This page is for administrators",
    administratorsHelp: "The rules, the leaderboard and the kings of the month are there for everybody.",
    kind: "What",
    all: "All",
    kinds: { RECIPROCITY: "Giving to each other", RING: "Points within a small group", BURST: "Ratings within a short time", COMMENT_FARMING: "Repeated short comments", RATING_INFLATION: "High ratings for one person" },
    witnesses: {
      VOLUME: "Ratings of each other",
      MARKS: "Marks given to each other",
      DIRECTION: "Marks in one direction",
      SHARE: "Share of points from inside",
      THANKS: "Thanks to each other",
      WINDOW: "Ratings within days",
      MONTH_END: "Ratings at a month's end",
      DAILY_LIMIT: "Days at the limit",
      SHORT: "Short comments",
      UNANSWERED: "Unanswered comments",
      LITTLE_ELSE: "Little beside comments",
    },
    numbers: {
      count: "Count",
      expected: "Expected",
      times: "Times expected",
      mean: "Mean",
      above: "Above expected",
      percent: "Share (%)",
      backing: "Rated work",
      hours: "Hours",
      total: "In all",
      days: "Days",
      most: "Comments a day",
      length: "Characters",
      usual: "Usual share (%)",
      acts: "Rated work given and got",
      given_elsewhere: "Mean given elsewhere",
      got_elsewhere: "Mean got elsewhere",
    },
    looking: "Looking through the records. Many months take some seconds.",
    none: "Nothing to look at in these months",
    noneHelp: "Choose more months or another kind.",
    found: (count) => `${count} found`,
    people: "Who is concerned",
    from: "Period",
    chance: "By chance",
    onceIn: (times) => `about once in ${times}`,
    rarer: "rarer than once in a million",
    evidence: "Evidence",
    entries: (count) => `Show ${count} lines of the ledger`,
    firstEntries: (count) => `The first ${count} lines are shown.`,
    received: "Who received",
  },
);
