import { josa } from "es-hangul";

import { bilingual } from "../words/language";
import type { PlainAct, ReasonedAct } from "./documents";

interface Words {
  title(count: number): string;
  none: string;
  earlier: string;
  write: string;
  about: string;
  aboutAll: string;
  isFollowUp: string;
  send: string;
  sending: string;
  kept: string;
  notSent: string;
  reply: string;
  quote: string;
  quoting(name: string): string;
  edit: string;
  deleted: string;
  hidden(reason: string): string;
  edited: string;
  followUp: string;
  answered: string;
  resolved(name: string): string;
  resolvedFold(count: number): string;
  plain: Record<PlainAct, string>;
  reasoned: Record<ReasonedAct, string>;
  reasonFor: string;
  react: string;
  unresolved: string;
  mention: string;
  callsMe: string;
  openFollowUps(count: number): string;
  acts: string;
}

export const words = bilingual<Words>(
  {
    title: (count) => `댓글 ${count}`,
    none: "아직 댓글이 없습니다. 조율할 것이 있으면 여기에 남기십시오.",
    earlier: "이전 댓글 보기",
    write: "댓글 쓰기",
    about: "어디에",
    aboutAll: "요청 전체",
    isFollowUp: "추가 요청으로 남기기",
    send: "남기기",
    sending: "보내는 중",
    kept: "댓글을 남겼습니다",
    notSent: "보내지 못했습니다",
    reply: "답글",
    quote: "인용",
    quoting: (name) => `${name}의 댓글을 인용합니다`,
    edit: "고치기",
    deleted: "작성자가 지운 댓글입니다",
    hidden: (reason) => `관리자가 가린 댓글입니다. 사유: ${reason}`,
    edited: "고친 댓글입니다. 전에 쓴 글 보기",
    followUp: "추가 요청",
    answered: "추가 요청 · 답함",
    resolved: (name) => `${josa(name, "이/가")} 해결로 표시`,
    resolvedFold: (count) => `해결된 대화 (답글 ${count})`,
    plain: {
      DELETE: "지우기",
      RESTORE: "되살리기",
      OPEN_FOLLOW_UP: "추가 요청으로",
      ANSWER_FOLLOW_UP: "답한 것으로",
      REOPEN_FOLLOW_UP: "다시 열기",
      RESOLVE_THREAD: "해결로 표시",
      REOPEN_THREAD: "대화 다시 열기",
    },
    reasoned: { HIDE: "가리기", REPORT: "신고" },
    reasonFor: "사유",
    react: "반응",
    unresolved: "닿지 않은 이름:",
    mention: "부를 사람이나 부서",
    callsMe: "나를 부름",
    openFollowUps: (count) => `답을 기다리는 추가 요청 ${count}건`,
    acts: "댓글에 할 일",
  },
  {
    title: (count) => `Comments ${count}`,
    none: "No comments yet. Use them to settle what is open.",
    earlier: "Show earlier comments",
    write: "Write a comment",
    about: "About",
    aboutAll: "The whole request",
    isFollowUp: "As an additional request",
    send: "Post",
    sending: "Sending",
    kept: "Posted",
    notSent: "Not sent",
    reply: "Reply",
    quote: "Quote",
    quoting: (name) => `Quoting ${name}`,
    edit: "Edit",
    deleted: "Deleted by its author",
    hidden: (reason) => `Hidden by an administrator. Reason: ${reason}`,
    edited: "Edited. What it said before",
    followUp: "Additional request",
    answered: "Additional request, answered",
    resolved: (name) => `Resolved by ${name}`,
    resolvedFold: (count) => `Resolved (${count} replies)`,
    plain: {
      DELETE: "Delete",
      RESTORE: "Restore",
      OPEN_FOLLOW_UP: "Make it an additional request",
      ANSWER_FOLLOW_UP: "Mark as answered",
      REOPEN_FOLLOW_UP: "Reopen",
      RESOLVE_THREAD: "Resolve",
      REOPEN_THREAD: "Reopen thread",
    },
    reasoned: { HIDE: "Hide", REPORT: "Report" },
    reasonFor: "Reason",
    react: "React",
    unresolved: "Names that reached nobody:",
    mention: "Person or department to call",
    callsMe: "Calls me",
    openFollowUps: (count) => `${count} additional requests wait for an answer`,
    acts: "What to do with the comment",
  },
);
