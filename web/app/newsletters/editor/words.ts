import { josa } from "es-hangul";

import { bilingual } from "../../words/language";
import type { Field } from "./content";
import type { Mark } from "./marking";

interface Words {
  newTitle: string;
  editTitle: string;
  fields: Record<Field, string>;
  hints: { number: (next: number) => string; body: string; audience: string };
  required: string;
  numberWrong: string;
  marks: Record<Mark, string>;
  toolbar: string;
  write: string;
  preview: string;
  views: string;
  previewEmpty: string;
  untitled: string;
  previewOld: string;
  saveDraft: string;
  save: string;
  saved: string;
  unsaved: string;
  kept: string;
  restored: string;
  revert: string;
  toIssue: string;
  toTitle: string;
  againDraft: string;
  files: string;
  filesHelp: string;
  filesAfter: string;
  cover: string;
  coverOf: (heading: string) => string;
  chooseCover: string;
  otherCover: string;
  removeCover: string;
  removed: (name: string) => string;
  attachments: string;
  unreachable: string;
  cannot: string;
  cannotKept: string;
  discarded: string;
  taken(names: string): string;
  conflict: string;
  conflictHelp: string;
  differ: string;
  mine: string;
  theirs: string;
  useMine: string;
  useTheirs: string;
}

export const words = bilingual<Words>(
  {
    newTitle: "새 호 쓰기",
    editTitle: "호 고치기",
    fields: { heading: "제목", body: "글", issuedOn: "호에 적는 날짜", number: "몇째 호", audience: "누가 읽는지" },
    hints: {
      number: (next) => `비우면 ${next}호`,
      body: "단추나 Markdown으로 꾸밉니다. 빈 줄이 문단을 나눕니다. 그림은 싣지 않습니다.",
      audience: "시민용 소식지에도 직원만 보는 호를 쓸 수 있습니다.",
    },
    required: "적어 주십시오.",
    numberWrong: "1부터 세는 번호를 적어 주십시오.",
    marks: { heading: "제목", bold: "굵게", link: "링크", list: "목록", steps: "번호 목록", quote: "인용" },
    toolbar: "글 꾸미기",
    write: "쓰기",
    preview: "미리보기",
    views: "쓰기와 미리보기",
    previewEmpty: "글을 쓰면 독자가 볼 모습이 여기에 보입니다.",
    untitled: "(제목)",
    previewOld: "서버에 닿지 않아 미리보기가 멈췄습니다. 쓰던 글은 그대로 있습니다.",
    saveDraft: "초안으로 저장",
    save: "저장",
    saved: "저장했습니다",
    unsaved: "저장하지 않은 것이 있습니다. 이 브라우저에는 남아 있습니다.",
    kept: "모두 저장했습니다",
    restored: "저장하지 않고 나갔던 글을 되살렸습니다.",
    revert: "되살린 글 버리기",
    toIssue: "호 화면으로",
    toTitle: "소식지로",
    againDraft: "승인한 호입니다. 글이나 파일을 바꾸면 다시 초안이 되고 발행 예약도 없어져, 승인을 다시 받아야 합니다.",
    files: "표지와 첨부 파일",
    filesHelp: "올리거나 빼면 곧바로 남습니다. 쓰고 있는 글은 그대로입니다.",
    filesAfter: "초안으로 저장하면 표지와 첨부 파일을 올릴 수 있습니다.",
    cover: "표지",
    coverOf: (heading) => `${heading} 표지`,
    chooseCover: "표지 그림 고르기",
    otherCover: "다른 표지로 바꾸기",
    removeCover: "표지 빼기",
    removed: (name) => `${josa(name, "을/를")} 뺐습니다`,
    attachments: "첨부 파일",
    unreachable: "서버에 닿지 않아 저장하지 못했습니다. 쓴 글은 이 브라우저에 남아 있습니다. 잠시 뒤 다시 저장해 주십시오.",
    cannot: "지금은 이 호를 고칠 수 없습니다",
    discarded: "동료가 그사이 이 호를 버렸습니다.",
    cannotKept: "쓰던 글은 아래에서 복사할 수 있습니다.",
    taken: (names) => `동료가 그사이 고친 것을 합쳤습니다: ${names}`,
    conflict: "동료가 그사이 같은 곳을 고쳤습니다",
    conflictHelp: "어느 글을 남길지 고르십시오. 고르기 전에는 아무것도 저장하지 않습니다.",
    differ: "다른 곳",
    mine: "내가 쓴 것",
    theirs: "동료가 저장한 것",
    useMine: "내가 쓴 것으로",
    useTheirs: "동료의 것으로",
  },
  {
    newTitle: "Write an issue",
    editTitle: "Edit an issue",
    fields: { heading: "Heading", body: "Text", issuedOn: "Day of the issue", number: "Number", audience: "Audience" },
    hints: {
      number: (next) => `If left empty, ${next}`,
      body: "Use the buttons or Markdown. An empty line begins a paragraph. There are no pictures.",
      audience: "A newsletter for citizens may have an issue for staff only.",
    },
    required: "Write something.",
    numberWrong: "Write a number from 1 on.",
    marks: { heading: "Heading", bold: "Bold", link: "Link", list: "List", steps: "Numbered list", quote: "Quote" },
    toolbar: "Formatting",
    write: "Write",
    preview: "Preview",
    views: "Writing and preview",
    previewEmpty: "What readers will see appears here as you write.",
    untitled: "(Heading)",
    previewOld: "The server cannot be reached: the preview stands still. What you have written stays.",
    saveDraft: "Save as draft",
    save: "Save",
    saved: "Saved",
    unsaved: "Something is not saved yet. It is kept in this browser.",
    kept: "All is saved",
    restored: "What you left unsaved is back.",
    revert: "Drop it",
    toIssue: "To the issue",
    toTitle: "To the newsletter",
    againDraft: "It is approved. Once its text or its files change it is a draft again, off its schedule, and needs another approval.",
    files: "Cover and attachments",
    filesHelp: "They are kept as soon as they are added or removed. What you are writing stays.",
    filesAfter: "Save it as a draft to add a cover and attachments.",
    cover: "Cover",
    coverOf: (heading) => `Cover of ${heading}`,
    chooseCover: "Choose a picture for the cover",
    otherCover: "Choose another cover",
    removeCover: "Remove the cover",
    removed: (name) => `${name} was removed`,
    attachments: "Attachments",
    unreachable: "The server cannot be reached: nothing was saved. What you have written is kept in this browser. Try again in a moment.",
    cannot: "This issue cannot be edited now",
    discarded: "A colleague has discarded this issue meanwhile.",
    cannotKept: "What you have written can be copied below.",
    taken: (names) => `Merged with what a colleague has changed meanwhile: ${names}`,
    conflict: "A colleague has changed the same place meanwhile",
    conflictHelp: "Choose which one stays. Nothing is saved before.",
    differ: "Difference",
    mine: "Mine",
    theirs: "Saved by the colleague",
    useMine: "Keep mine",
    useTheirs: "Take theirs",
  },
);
