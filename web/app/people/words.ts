import { bilingual } from "../words/language";

interface Words {
  pickHint: string;
  personHint: string;
  found(count: number): string;
  more(count: number): string;
  noneFound: string;
  chartMissing: string;
  isNowElsewhere: string;
  title: string;
  intro: string;
  search: string;
  searchHint: string;
  chart: string;
  within(count: number): string;
  departments: string;
  people: string;
  nobodyFound: string;
  morePeople(count: number): string;
  kind: string;
  above: string;
  below: string;
  top: string;
  opened: string;
  closedOn: string;
  closedNote: string;
  successor: string;
  present: string;
  noSuccessor: string;
  members: string;
  membersOf(count: number): string;
  noMembers: string;
  secondary: string;
  deputies: string;
  deputyPeriod: string;
  history: string;
  since: string;
  until: string;
  stillSo: string;
  name: string;
  evaluations: string;
  evaluationsOf(count: number): string;
  score: string;
  asked: string;
  wasAsked: string;
  noRequests: string;
  onBoard(count: number): string;
  sample: string;
  notThere: string;
  toChart: string;
  email: string;
  number: string;
  leftOn: string;
  memberships: string;
  roles: string;
  position: string;
  department: string;
  noMemberships: string;
}

export const words = bilingual<Words>(
  {
    pickHint: "이름이나 초성으로 찾습니다. 예: 버스정책과, ㅂㅅㅈㅊ",
    personHint: "이름이나 초성, 사번으로 찾습니다. 예: 이은정, ㅇㅇㅈ",
    found: (count) => `${count}곳`,
    more: (count) => `${count}곳이 더 있습니다. 이어서 적으십시오.`,
    noneFound: "그런 부서가 없습니다",
    chartMissing: "조직도를 불러오지 못했습니다.",
    isNowElsewhere: "지금 조직도에 없는 부서",
    title: "사람과 부서",
    intro: "지금의 조직도에서 부서를 찾고, 누가 무슨 일을 맡았는지 봅니다.",
    search: "부서나 사람 찾기",
    searchHint: "이름이나 초성, 부서 코드, 사번",
    chart: "조직도",
    within: (count) => `${count}곳`,
    departments: "부서",
    people: "사람",
    nobodyFound: "그런 사람이 없습니다",
    morePeople: (count) => `${count}명이 더 있습니다. 이어서 적으십시오.`,
    kind: "기관 종류",
    above: "상위 부서",
    below: "하위 부서",
    top: "없음",
    opened: "생긴 날",
    closedOn: "닫힌 날",
    closedNote: "지금은 없는 부서입니다.",
    successor: "통합된 부서",
    present: "지금 이 일을 맡은 부서",
    noSuccessor: "맡은 부서가 없습니다",
    members: "직원",
    membersOf: (count) => `직원 ${count}명`,
    noMembers: "지금 속한 직원이 없습니다",
    secondary: "겸직",
    deputies: "대결",
    deputyPeriod: "기간",
    history: "이름과 자리의 역사",
    since: "부터",
    until: "전까지",
    stillSo: "지금",
    name: "이름",
    evaluations: "받은 평가",
    evaluationsOf: (count) => `평가 ${count}건`,
    score: "네 축의 평균",
    asked: "요청한 협력",
    wasAsked: "요청받은 협력",
    noRequests: "없습니다",
    onBoard: (count) => `협력판에서 ${count}건 모두 보기`,
    sample: "예시",
    notThere: "찾을 수 없습니다",
    toChart: "조직도로",
    email: "전자우편",
    number: "사번",
    leftOn: "떠난 날",
    memberships: "소속",
    roles: "맡은 역할",
    position: "직위",
    department: "부서",
    noMemberships: "없습니다",
  },
  {
    pickHint: "Search by name or Hangul initials, such as 버스정책과 or ㅂㅅㅈㅊ",
    personHint: "Search by name, Hangul initials or number, such as 이은정 or ㅇㅇㅈ",
    found: (count) => `${count} found`,
    more: (count) => `${count} more. Type on.`,
    noneFound: "There is no such department",
    chartMissing: "The chart could not be read.",
    isNowElsewhere: "No longer in the chart",
    title: "People and departments",
    intro: "Find a department in the chart of today, and who does what.",
    search: "Find a department or a person",
    searchHint: "A name or its initials, a department's code, a person's number",
    chart: "The chart",
    within: (count) => String(count),
    departments: "Departments",
    people: "People",
    nobodyFound: "There is nobody of that name",
    morePeople: (count) => `${count} more. Type on.`,
    kind: "Kind",
    above: "Above it",
    below: "Below it",
    top: "Nothing",
    opened: "Since",
    closedOn: "Closed on",
    closedNote: "This department is no longer there.",
    successor: "Became part of",
    present: "Does its work today",
    noSuccessor: "No department does its work",
    members: "People",
    membersOf: (count) => `${count} people`,
    noMembers: "Nobody belongs to it now",
    secondary: "second post",
    deputies: "Deputies",
    deputyPeriod: "When",
    history: "Names and places over time",
    since: "From",
    until: "Until",
    stillSo: "now",
    name: "Name",
    evaluations: "Ratings received",
    evaluationsOf: (count) => `${count} ratings`,
    score: "Mean of the four",
    asked: "What it asked",
    wasAsked: "What it was asked",
    noRequests: "Nothing",
    onBoard: (count) => `See all ${count} on the board`,
    sample: "Sample",
    notThere: "It cannot be found",
    toChart: "To the chart",
    email: "E-mail",
    number: "Number",
    leftOn: "Left on",
    memberships: "Where they belong",
    roles: "Roles",
    position: "Position",
    department: "Department",
    noMemberships: "None",
  },
);
