import { josa } from "es-hangul";

import { bilingual } from "../../words/language";

interface Words {
  missing: string;
  whole: string;
  aside: string;
  missingHelp: string;
  asks(name: string, department: string): string;
  project: string;
  scale: string;
  due: string;
  sentOn: string;
  significance: string;
  body: string;
  restricted(reason: string): string;
  cancelled(reason: string): string;
  deliveries: string;
  role: string;
  ask: string;
  offered: string;
  handlers: string;
  noHandlers: string;
  leads: string;
  since: string;
  progress: string;
  note: string;
  result: string;
  reason: string;
  leaving(act: string, by: string, to: string | null): string;
  steps: readonly [string, string, string, string, string];
  timeline: string;
  noEvents: string;
  earlier: string;
  material: string;
  files: string;
  noFiles: string;
  links: string;
  relations: string;
  offers: string;
  remove(name: string): string;
  attach: string;
  attaching(percent: number): string;
  acts: Record<"edit" | "cancel" | "restrict" | "open" | "add" | "link" | "relate" | "offer" | "template" | "publish", string>;
  reasonFor: Record<"cancel" | "restrict" | "decline", string>;
  url: string;
  templateName: string;
  templateMade: string;
  otherKey: string;
  otherKeyHint: string;
  relation: string;
  noSuchKey: string;
  linkName: string;
  send: string;
  offerRole: string;
  offerMessage: string;
  offerResources: string;
  accept: string;
  decline: string;
  withdraw: string;
  title: string;
  conflict: string;
  theirs: string;
  mine: string;
  keepMine: string;
  takeTheirs: string;
  cannot: string;
}

export const words = bilingual<Words>(
  {
    whole: "요청에 할 수 있는 일",
    aside: "자료와 지나온 일",
    missing: "없거나 볼 수 없는 요청입니다",
    missingHelp: "번호를 다시 보거나, 열람이 제한된 요청이라면 당사자에게 물어보십시오.",
    asks: (name, department) => `${department} ${name}의 협력 요청`,
    project: "사업",
    scale: "규모",
    due: "기한",
    sentOn: "발송",
    significance: "왜 무게 있는 일인지",
    body: "협조 내용",
    restricted: (reason) => `당사자만 볼 수 있습니다. 사유: ${reason}`,
    cancelled: (reason) => `취소했습니다. 사유: ${reason}`,
    deliveries: "협력부서의 진행",
    role: "역할",
    ask: "따로 바라는 것",
    offered: "내놓는 자원",
    handlers: "담당자",
    noHandlers: "아직 정하지 않음",
    leads: "주담당",
    since: "이 상태로",
    progress: "진행률",
    note: "진행 보고",
    result: "완료보고",
    reason: "사유",
    leaving: (act, by, to) =>
      `${josa(by, "이/가")} ${to ? `${josa(to, "으로/로")} ` : ""}${josa(act, "을/를")} 올려 부서장의 승인을 기다립니다`,
    steps: ["발송", "접수", "수락", "완료보고", "확인"],
    timeline: "지나온 일",
    noEvents: "아직 없습니다",
    earlier: "이전 것 더 보기",
    material: "자료",
    files: "첨부 파일",
    noFiles: "첨부 파일이 없습니다",
    links: "링크",
    relations: "이어진 요청",
    offers: "참여 의사",
    remove: (name) => `${name} 지우기`,
    attach: "파일 붙이기",
    attaching: (percent) => `올리는 중 ${percent}%`,
    acts: {
      edit: "내용 고치기",
      cancel: "요청 취소",
      restrict: "열람 제한",
      open: "제한 풀기",
      add: "부서 더하기",
      link: "링크 더하기",
      relate: "다른 요청과 잇기",
      template: "서식으로 저장",
      offer: "참여 의사 밝히기",
      publish: "발송",
    },
    reasonFor: { cancel: "취소하는 사유", restrict: "열람을 제한하는 사유(개인정보·보안)", decline: "사양하는 사유" },
    url: "주소",
    templateName: "서식의 이름. 우리 부서에서 함께 씁니다.",
    templateMade: "서식으로 저장했습니다.",
    otherKey: "이을 요청의 번호",
    otherKeyHint: "예: 협업-2014-0001",
    relation: "어떻게 이어지는지",
    noSuchKey: "그런 번호의 요청이 없거나 볼 수 없습니다.",
    linkName: "이름",
    send: "보내기",
    offerRole: "맡을 역할",
    offerMessage: "도울 수 있는 것",
    offerResources: "내놓을 자원",
    accept: "받아들이기",
    decline: "사양하기",
    withdraw: "거두기",
    title: "제목",
    conflict: "그 사이에 다른 사람이 고쳤습니다",
    theirs: "지금 있는 것",
    mine: "내가 쓴 것",
    keepMine: "내 것으로 저장",
    takeTheirs: "있는 것에서 다시 쓰기",
    cannot: "할 수 없는 일과 그 까닭",
  },
  {
    whole: "What can be done with the request",
    aside: "Material and history",
    missing: "There is no such request, or you may not see it",
    missingHelp: "Check its number; if it is restricted, ask those involved.",
    asks: (name, department) => `Asked by ${name}, ${department}`,
    project: "Project",
    scale: "Scale",
    due: "Due",
    sentOn: "Sent",
    significance: "Why it matters",
    body: "What is asked",
    restricted: (reason) => `Only those involved can see this. Reason: ${reason}`,
    cancelled: (reason) => `Cancelled. Reason: ${reason}`,
    deliveries: "How each department is doing",
    role: "Role",
    ask: "Asked in particular",
    offered: "Resources offered",
    handlers: "Handlers",
    noHandlers: "Not assigned yet",
    leads: "lead",
    since: "In this state",
    progress: "Progress",
    note: "Progress note",
    result: "Result",
    reason: "Reason",
    leaving: (act, by, to) => `${by} proposes: ${act}${to ? ` to ${to}` : ""}; the head has to approve`,
    steps: ["Sent", "Received", "Accepted", "Reported", "Confirmed"],
    timeline: "What has happened",
    noEvents: "Nothing yet",
    earlier: "Show earlier",
    material: "Material",
    files: "Files",
    noFiles: "No files",
    links: "Links",
    relations: "Related requests",
    offers: "Offers of help",
    remove: (name) => `Remove ${name}`,
    attach: "Attach a file",
    attaching: (percent) => `Uploading ${percent}%`,
    acts: {
      edit: "Edit",
      cancel: "Cancel request",
      restrict: "Restrict",
      open: "Open to all staff",
      add: "Add departments",
      link: "Add a link",
      relate: "Relate to a request",
      template: "Save as a template",
      offer: "Offer help",
      publish: "Send",
    },
    reasonFor: { cancel: "Reason for cancelling", restrict: "Reason for restricting", decline: "Reason for declining" },
    url: "Address",
    templateName: "Name of the template, which your department shares",
    templateMade: "Saved as a template.",
    otherKey: "Number of the other request",
    otherKeyHint: "For example 협업-2014-0001",
    relation: "How they are related",
    noSuchKey: "There is no request of that number, or you may not see it.",
    linkName: "Name",
    send: "Send",
    offerRole: "Role",
    offerMessage: "What you can do",
    offerResources: "Resources",
    accept: "Accept",
    decline: "Decline",
    withdraw: "Withdraw",
    title: "Title",
    conflict: "Somebody else has changed it meanwhile",
    theirs: "What is there now",
    mine: "What you wrote",
    keepMine: "Save mine",
    takeTheirs: "Start from theirs",
    cannot: "What you cannot do, and why",
  },
);
