import { josa } from "es-hangul";

import { bilingual } from "../../words/language";
import type { Content } from "./content";
import type { Step } from "./problems";

interface Words {
  title: string;
  intro: string;
  drafts: string;
  noDrafts: string;
  blank: string;
  untitled: string;
  departments(count: number): string;
  onlyHere: string;
  templates: string;
  use: string;
  discard: string;
  discardTitle: string;
  discardHelp: string;
  steps: Record<Step, string>;
  stepsLabel: string;
  step(step: Step): string;
  current: string;
  fields: Record<keyof Content | "ask" | "offeredResource" | "role", string>;
  hints: { project: string; significance: string; body: string; ask: string; offeredResource: string; ownDue: string };
  required: string;
  pick: string;
  chosen(count: number): string;
  noneChosen: string;
  add(name: string): string;
  remove: string;
  removed(name: string): string;
  isRestricted: string;
  restrictionHint: string;
  back: string;
  next: string;
  send: string;
  sendHelp: string;
  sendRestrictedHelp: string;
  sending: string;
  mendFirst: string;
  mend(step: Step): string;
  none: string;
  standing: { saving: string; saved: string; here: string; waiting: string; unreachable: string; refused: string };
  adjusted: string;
  conflictTitle: string;
  conflictHelp: string;
  differ: string;
  mine: string;
  theirs: string;
  here: string;
  there: string;
  gone: string;
  goneHelp: string;
  anew: string;
  sentElsewhere: string;
  toRequest(key: string): string;
  toAsk: string;
  files: string;
  unreachable: string;
  links: string;
  linkUrl: string;
  linkLabel: string;
  addLink: string;
  added: string;
  materialLater: string;
  again: string;
}

export const words = bilingual<Words>(
  {
    title: "협력 요청하기",
    intro: "쓰는 대로 저장됩니다. 발송하기 전에는 나만 봅니다.",
    drafts: "쓰던 요청",
    noDrafts: "쓰던 요청이 없습니다",
    blank: "새로 쓰기",
    untitled: "제목 없음",
    departments: (count) => `협력부서 ${count}곳`,
    onlyHere: "이 브라우저에만 있음",
    templates: "우리 부서의 서식",
    use: "이 서식으로 쓰기",
    discard: "버리기",
    discardTitle: "쓰던 요청을 버립니까?",
    discardHelp: "더한 파일과 함께 사라지며 되돌릴 수 없습니다.",
    steps: { 1: "무엇을", 2: "누구에게", 3: "자료", 4: "확인과 발송" },
    stepsLabel: "쓰는 순서",
    step: (step) => `${step}단계`,
    current: "현재 단계",
    fields: {
      title: "제목",
      project: "사업명",
      scale: "사업 규모",
      significance: "왜 중요한 일인지",
      body: "협조 내용",
      dueOn: "기한",
      restriction: "열람을 제한하는 까닭",
      departments: "협력부서",
      role: "바라는 역할",
      ask: "이 부서에 따로 바라는 것",
      offeredResource: "우리 부서가 내놓는 자원",
    },
    hints: {
      project: "이 요청이 속한 사업의 이름",
      significance: "받는 부서가 먼저 할 일인지 가늠합니다.",
      body: "배경, 바라는 것, 어떻게 되면 끝난 것인지를 적으십시오.",
      ask: "비우면 협조 내용과 같습니다.",
      offeredResource: "예산, 인력, 장소, 자료 등",
      ownDue: "비우면 요청의 기한과 같습니다.",
    },
    required: "꼭 적어야 합니다.",
    pick: "협력부서 더하기",
    chosen: (count) => `요청할 부서 ${count}곳`,
    noneChosen: "아직 고른 부서가 없습니다",
    add: (name) => `${josa(name, "을/를")} 더했습니다`,
    remove: "빼기",
    removed: (name) => `${josa(name, "을/를")} 뺐습니다`,
    isRestricted: "당사자만 보게 하기",
    restrictionHint: "개인정보나 보안 같은 까닭을 적으십시오. 당사자에게 보입니다.",
    back: "이전",
    next: "다음",
    send: "발송하기",
    sendHelp: "발송하면 번호가 매겨지고 모든 직원이 봅니다.",
    sendRestrictedHelp: "발송하면 번호가 매겨지고, 요청부서와 협력부서의 당사자만 봅니다.",
    sending: "보내는 중입니다",
    mendFirst: "고칠 곳이 있어 발송하지 못했습니다",
    mend: (step) => `${step}단계 고치기`,
    none: "없음",
    standing: {
      saving: "저장하는 중",
      saved: "저장됨",
      here: "이 브라우저에 저장됨",
      waiting: "쓰는 중",
      unreachable: "서버에 닿지 않습니다. 이 브라우저에 저장됨",
      refused: "고칠 곳이 있어 서버에는 저장하지 못했습니다",
    },
    adjusted: "서식과 달라진 곳이 있습니다",
    conflictTitle: "다른 곳에서도 고쳤습니다",
    conflictHelp: "이 요청을 다른 창이나 기기에서 고친 것이 먼저 저장되었습니다. 어느 쪽으로 이어 쓸지 고르십시오.",
    differ: "다른 곳",
    mine: "이 화면의 것으로",
    theirs: "저장된 것으로",
    here: "이 화면",
    there: "저장된 것",
    gone: "다른 곳에서 버린 요청입니다",
    goneHelp: "여기에 쓴 글은 남아 있습니다. 더한 파일은 없습니다.",
    anew: "이 글로 새로 쓰기",
    sentElsewhere: "이미 발송한 요청입니다",
    toRequest: (key) => `${key} 보기`,
    toAsk: "쓰던 요청으로",
    files: "파일",
    unreachable: "보내지 못했습니다",
    links: "링크",
    linkUrl: "주소",
    linkLabel: "보일 말",
    addLink: "링크 더하기",
    added: "링크를 더했습니다",
    materialLater: "제목, 사업명, 협조 내용을 적으면 파일과 링크를 더할 수 있습니다.",
    again: "다시 보내기",
  },
  {
    title: "Ask for cooperation",
    intro: "It is saved as you write. Until you send it, only you can see it.",
    drafts: "Drafts",
    noDrafts: "There are no drafts",
    blank: "Begin a new one",
    untitled: "No title",
    departments: (count) => `${count} departments`,
    onlyHere: "In this browser only",
    templates: "Templates of your department",
    use: "Begin with this",
    discard: "Throw away",
    discardTitle: "Throw this draft away?",
    discardHelp: "It goes with its files and does not come back.",
    steps: { 1: "What", 2: "Whom", 3: "Material", 4: "Check and send" },
    stepsLabel: "Steps",
    step: (step) => `Step ${step}`,
    current: "Current step",
    fields: {
      title: "Title",
      project: "Project",
      scale: "Scale",
      significance: "Why it matters",
      body: "What is asked",
      dueOn: "Due",
      restriction: "Why it is restricted",
      departments: "Departments",
      role: "Their part",
      ask: "What is asked of them in particular",
      offeredResource: "What we offer",
    },
    hints: {
      project: "The project that this belongs to",
      significance: "By this they judge what comes first.",
      body: "Background, what is wanted, and when it is done.",
      ask: "If left empty, what is asked of all.",
      offeredResource: "Money, people, rooms, data …",
      ownDue: "If left empty, the day of the request.",
    },
    required: "This has to be written.",
    pick: "Add a department",
    chosen: (count) => `${count} departments to ask`,
    noneChosen: "No department yet",
    add: (name) => `Added ${name}`,
    remove: "Remove",
    removed: (name) => `Removed ${name}`,
    isRestricted: "Only for those concerned",
    restrictionHint: "Personal data, security … It is shown to those concerned.",
    back: "Back",
    next: "Next",
    send: "Send",
    sendHelp: "It gets its number, and all staff can see it.",
    sendRestrictedHelp: "It gets its number, and only those concerned can see it.",
    sending: "Sending",
    mendFirst: "It was not sent: something has to be mended",
    mend: (step) => `Change step ${step}`,
    none: "None",
    standing: {
      saving: "Saving",
      saved: "Saved",
      here: "Saved in this browser",
      waiting: "Writing",
      unreachable: "The server cannot be reached. Saved in this browser",
      refused: "Not saved on the server: something has to be mended",
    },
    adjusted: "Some of it differs from the template",
    conflictTitle: "It was changed elsewhere, too",
    conflictHelp: "Another window or device has saved its changes first. Choose which of the two goes on.",
    differ: "Where they differ",
    mine: "Keep what is here",
    theirs: "Take what was saved",
    here: "Here",
    there: "Saved",
    gone: "This draft was thrown away elsewhere",
    goneHelp: "What you have written is still here; its files are not.",
    anew: "Begin a new one with it",
    sentElsewhere: "This has been sent already",
    toRequest: (key) => `See ${key}`,
    toAsk: "To the drafts",
    files: "Files",
    unreachable: "It could not be sent",
    links: "Links",
    linkUrl: "Address",
    linkLabel: "Text to show",
    addLink: "Add the link",
    added: "The link was added",
    materialLater: "Files and links can be added once there is a title, a project and what is asked.",
    again: "Send again",
  },
);
