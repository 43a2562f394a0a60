import { bilingual } from "../../words/language";

interface Words {
  intro: string;
  titleOf(name: string): string;
  introOf: string;
  nobody: string;
  closedToMe: string;
  closedHelp: string;
  rankOf(rank: number): string;
  booked(rule: string, points: string): string;
  summary: string;
  what: string;
  times: string;
  points: string;
  sum: string;
  rated: string;
  fewRated: string;
  months: string;
  plot: string;
  month: string;
  asTable: string;
  entries: string;
  entriesOf(count: number): string;
  none: string;
  noneHelp: string;
  waiting(count: number): string;
  noLonger: string;
  takesBack(month: string): string;
  tookBack: string;
  line(number: number): string;
  share(percent: number): string;
  ordinal(count: number): string;
  policy(number: number): string;
  toThanks: string;
  toAdjustments: string;
  hiddenRequest: string;
  hiding: string;
  isShown: string;
  hiddenOnly: string;
  hiddenWins: string;
  hide: string;
  hideNow: string;
  show: string;
  win: string;
  winNot: string;
  means: readonly string[];
  stillWins: string;
}

export const words = bilingual<Words>(
  {
    intro: "왜 이 점수인지, 셈에 쓴 수까지 한 줄씩 봅니다. 인정하지 않은 것도 그 까닭과 함께 남습니다.",
    titleOf: (name) => `${name}님의 마일리지`,
    introOf: "협력왕이 된 달의 마일리지는 왜 그 점수인지 모든 직원이 봅니다.",
    nobody: "그런 직원이 없습니다",
    closedToMe: "이 기간에 볼 수 있는 줄이 없습니다",
    closedHelp: "원장은 본인과 관리자가 봅니다. 이달의 협력왕이 된 달의 것만 모두가 봅니다.",
    rankOf: (rank) => `${rank}위`,
    booked: (rule, points) => `${rule} ${points}점이 원장에 적혔습니다.`,
    summary: "무엇으로 받았나",
    what: "무엇으로",
    times: "건",
    points: "점수",
    sum: "합계",
    rated: "받은 평가의 평균",
    fewRated: "누가 몇 점을 주었는지 알 수 없도록, 평가나 도운 부서가 적으면 평균을 보이지 않습니다.",
    months: "달마다",
    plot: "달마다 받은 마일리지의 막대그래프. 같은 수가 아래의 표에 있습니다.",
    month: "달",
    asTable: "표로 보기",
    entries: "원장",
    entriesOf: (count) => `모두 ${count}줄`,
    none: "이 기간에는 아무것도 없습니다",
    noneHelp: "요청이 접수되거나, 응답이 평가받거나, 댓글을 쓰거나, 감사를 받으면 여기에 적힙니다.",
    waiting: (count) => `새 줄 ${count}개는 목록에서 손을 떼면 나타납니다.`,
    noLonger: "되돌려짐",
    takesBack: (month) => `(${month})의 점수를 되돌립니다.`,
    tookBack: "에서 되돌렸습니다.",
    line: (number) => `원장 ${number}번`,
    share: (percent) => `나의 몫 ${percent}%`,
    ordinal: (count) => `그달 같은 사람의 ${count}번째 응답`,
    policy: (number) => `규칙 ${number}호`,
    toThanks: "감사의 말 보기",
    toAdjustments: "조정 보기",
    hiddenRequest: "지금은 볼 수 없는 요청",
    hiding: "순위표에서 숨기기",
    isShown: "순위표에 나의 이름과 마일리지가 보입니다.",
    hiddenOnly: "순위표에서 나를 숨겼습니다. 이달의 협력왕도 되지 않습니다.",
    hiddenWins: "순위표에서 나를 숨겼습니다. 그래도 이달의 협력왕은 됩니다.",
    hide: "순위표에서 나를 숨기기",
    hideNow: "숨기기",
    show: "다시 보이기",
    win: "협력왕은 되겠습니다",
    winNot: "협력왕도 되지 않겠습니다",
    means: [
      "다른 직원은 순위표에서 나를 보지 못합니다. 나와 관리자는 계속 봅니다.",
      "마일리지는 그대로 쌓이고, 부서의 마일리지에도 그대로 듭니다.",
      "언제든지 다시 보일 수 있습니다. 순위표는 잠시 뒤에 따릅니다.",
    ],
    stillWins: "그래도 이달의 협력왕은 되겠습니다. 되면 이름과 그달의 마일리지를 모두가 봅니다.",
  },
  {
    intro: "Why these points, line by line and with every number. What did not count stays with its reason.",
    titleOf: (name) => `Mileage of ${name}`,
    introOf: "Why a king of the month has their points is open to all employees for that month.",
    nobody: "There is no such employee",
    closedToMe: "There is nothing for you to see in this period",
    closedHelp: "The ledger is for the person and administrators. Only the months of a king are open to everybody.",
    rankOf: (rank) => `Place ${rank}`,
    booked: (rule, points) => `${rule}: ${points} points were written into the ledger.`,
    summary: "What it is made of",
    what: "By",
    times: "Times",
    points: "Points",
    sum: "Sum",
    rated: "Mean marks received",
    fewRated: "Means are not shown for few ratings or departments, so that nobody's marks can be told.",
    months: "Month by month",
    plot: "Columns of the mileage of each month. The same numbers stand in the table below.",
    month: "Month",
    asTable: "As a table",
    entries: "The ledger",
    entriesOf: (count) => `${count} lines`,
    none: "There is nothing in this period",
    noneHelp: "Requests received, responses rated, comments and thanks are written here.",
    waiting: (count) => `${count} new lines will appear once you leave the list.`,
    noLonger: "Taken back",
    takesBack: (month) => `(${month}) is taken back.`,
    tookBack: "took it back.",
    line: (number) => `Line ${number}`,
    share: (percent) => `my share ${percent}%`,
    ordinal: (count) => `response ${count} to the same person that month`,
    policy: (number) => `policy ${number}`,
    toThanks: "See the words of thanks",
    toAdjustments: "See adjustments",
    hiddenRequest: "A request that cannot be seen now",
    hiding: "Hiding from boards",
    isShown: "Your name and mileage are shown on boards.",
    hiddenOnly: "You are hidden from boards, and will not be a king of the month.",
    hiddenWins: "You are hidden from boards, but would be a king of the month.",
    hide: "Hide me from boards",
    hideNow: "Hide",
    show: "Show me again",
    win: "I would be a king",
    winNot: "I would not be a king either",
    means: [
      "Other employees do not see you on boards. You and administrators still do.",
      "You go on earning, and your department's mileage stays as it is.",
      "You can be shown again at any time. Boards follow a moment later.",
    ],
    stillWins: "I would still be a king of the month. Then everybody sees my name and that month's mileage.",
  },
);
