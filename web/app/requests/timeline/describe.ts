// One line for each kind of event: what happened, without who did it.
import { josa } from "es-hangul";

import { enums } from "../../words/enums";
import { bilingual, type Language } from "../../words/language";
import type { EventLine } from "./documents";

interface Lines {
  by(name: string, what: string): string;
  act(department: string, act: string): string;
  sent(department: string): string;
  assigned(department: string, names: string): string;
  progressed(department: string, percent: number): string;
  transferred(from: string, to: string): string;
  due(department: string, day: string): string;
  leaving: Record<"Proposed" | "Approved" | "Declined" | "Withdrawn" | "Voided", (department: string, act: string) => string>;
  help: Record<"Offered" | "Accepted" | "Declined" | "Withdrawn", (department: string) => string>;
  rated: Record<"Submitted" | "Reminded" | "Lapsed", (department: string) => string>;
  state(state: string): string;
  file(name: string): string;
  link(name: string): string;
  noDay: string;
  plain: Record<string, string>;
  other: string;
}

export const lines = bilingual<Lines>(
  {
    by: (name, what) => `${name} · ${what}`,
    act: (department, act) => `${department}의 협력: ${act}`,
    sent: (department) => `${department}에 발송`,
    assigned: (department, names) => `${department} 배부: ${names}`,
    progressed: (department, percent) => `${department} 진행 ${percent}%`,
    transferred: (from, to) => `${from}에서 ${josa(to, "으로/로")} 이송`,
    due: (department, day) => `${department} 기한 ${day}`,
    leaving: {
      Proposed: (department, act) => `${department} ${act} 상신`,
      Approved: (department, act) => `${department} ${act} 승인`,
      Declined: (department, act) => `${department} ${act} 불승인`,
      Withdrawn: (department, act) => `${department} ${act} 상신을 거둠`,
      Voided: (department, act) => `${department} ${act} 상신이 효력을 잃음`,
    },
    help: {
      Offered: (department) => `${department}의 참여 의사`,
      Accepted: (department) => `${department}의 참여를 받아들임`,
      Declined: (department) => `${department}의 참여를 사양함`,
      Withdrawn: (department) => `${department}의 참여 의사를 거둠`,
    },
    rated: {
      Submitted: (department) => `${department}의 협력을 평가함`,
      Reminded: (department) => `${department}의 협력을 평가해 주십시오`,
      Lapsed: (department) => `${department}의 협력은 평가 없이 기한이 지남`,
    },
    state: (state) => `전체 상태: ${state}`,
    file: (name) => `파일: ${name}`,
    link: (name) => `링크: ${name}`,
    noDay: "없음",
    plain: {
      RequestDraftedEvent: "작성을 시작함",
      RequestEditedEvent: "내용을 고침",
      RequestPublishedEvent: "요청을 발송함",
      RequestCancelledEvent: "요청을 취소함",
      RequestDiscardedEvent: "작성하던 것을 버림",
      RequestRestrictedEvent: "열람을 제한함",
      RequestOpenedEvent: "열람 제한을 풂",
      AttachmentRemovedEvent: "파일을 지움",
      LinkRemovedEvent: "링크를 지움",
      CommentAddedEvent: "댓글",
      CommentEditedEvent: "댓글을 고침",
      CommentDeletedEvent: "댓글을 지움",
      CommentHiddenEvent: "댓글을 가림",
      CommentRestoredEvent: "가린 댓글을 되살림",
      CommentReportedEvent: "댓글을 신고함",
      FollowUpOpenedEvent: "추가 요청",
      FollowUpAnsweredEvent: "추가 요청에 답함",
      FollowUpReopenedEvent: "추가 요청을 다시 엶",
      ThreadResolvedEvent: "대화가 해결됨",
      ThreadReopenedEvent: "대화를 다시 엶",
      ReactionSetEvent: "반응을 남김",
      ReactionUnsetEvent: "반응을 거둠",
      EvaluationEditedEvent: "평가를 고침",
      EvaluationRepliedEvent: "평가에 답글",
      EvaluationAppealedEvent: "평가에 이의",
      EvaluationAppealDecidedEvent: "이의를 결정함",
      ReturnEvaluationSubmittedEvent: "요청을 평가함",
    },
    other: "새 소식",
  },
  {
    by: (name, what) => `${name} · ${what}`,
    act: (department, act) => `${department}: ${act}`,
    sent: (department) => `Sent to ${department}`,
    assigned: (department, names) => `${department} assigned: ${names}`,
    progressed: (department, percent) => `${department} at ${percent}%`,
    transferred: (from, to) => `Transferred from ${from} to ${to}`,
    due: (department, day) => `${department} due ${day}`,
    leaving: {
      Proposed: (department, act) => `${department} proposes: ${act}`,
      Approved: (department, act) => `${department} approved: ${act}`,
      Declined: (department, act) => `${department} declined: ${act}`,
      Withdrawn: (department, act) => `${department} withdrew: ${act}`,
      Voided: (department, act) => `${department}: no longer up for ${act}`,
    },
    help: {
      Offered: (department) => `${department} offers help`,
      Accepted: (department) => `Help of ${department} accepted`,
      Declined: (department) => `Help of ${department} declined`,
      Withdrawn: (department) => `${department} withdrew its offer`,
    },
    rated: {
      Submitted: (department) => `Rated the work of ${department}`,
      Reminded: (department) => `Please rate the work of ${department}`,
      Lapsed: (department) => `The work of ${department} was not rated in time`,
    },
    state: (state) => `Overall: ${state}`,
    file: (name) => `File: ${name}`,
    link: (name) => `Link: ${name}`,
    noDay: "none",
    plain: {
      RequestDraftedEvent: "Began to write",
      RequestEditedEvent: "Edited",
      RequestPublishedEvent: "Sent the request",
      RequestCancelledEvent: "Cancelled the request",
      RequestDiscardedEvent: "Discarded the draft",
      RequestRestrictedEvent: "Restricted who may see it",
      RequestOpenedEvent: "Opened it to all staff",
      AttachmentRemovedEvent: "Removed a file",
      LinkRemovedEvent: "Removed a link",
      CommentAddedEvent: "Comment",
      CommentEditedEvent: "Edited a comment",
      CommentDeletedEvent: "Deleted a comment",
      CommentHiddenEvent: "Hid a comment",
      CommentRestoredEvent: "Restored a comment",
      CommentReportedEvent: "Reported a comment",
      FollowUpOpenedEvent: "Additional request",
      FollowUpAnsweredEvent: "Answered an additional request",
      FollowUpReopenedEvent: "Reopened an additional request",
      ThreadResolvedEvent: "Resolved a thread",
      ThreadReopenedEvent: "Reopened a thread",
      ReactionSetEvent: "Reacted",
      ReactionUnsetEvent: "Took a reaction back",
      EvaluationEditedEvent: "Edited the rating",
      EvaluationRepliedEvent: "Replied to the rating",
      EvaluationAppealedEvent: "Appealed the rating",
      EvaluationAppealDecidedEvent: "Decided the appeal",
      ReturnEvaluationSubmittedEvent: "Rated the request",
    },
    other: "News",
  },
);

export function describe(event: EventLine, language: Language): string {
  const w = lines[language];
  const names = enums[language];
  switch (event.__typename) {
    case "DeliverySentEvent":
      return w.sent(event.department?.name ?? "");
    case "DeliveryMovedEvent":
      return w.act(event.department?.name ?? "", names.deliveryAct[event.act]);
    case "DeliveryAssignedEvent":
      return w.assigned(event.department?.name ?? "", event.handlers.map(({ employee }) => employee?.name).join(", "));
    case "DeliveryProgressedEvent":
      return w.progressed(event.delivery?.departmentName ?? "", event.progressAfter);
    case "DeliveryTransferredEvent":
      return w.transferred(event.fromDepartment?.name ?? "", event.toDepartment?.name ?? "");
    case "DeliveryDueChangedEvent":
      return w.due(event.delivery?.departmentName ?? "", event.dueAfter ?? w.noDay);
    case "DeliveryLeavingProposedEvent":
    case "DeliveryLeavingApprovedEvent":
    case "DeliveryLeavingDeclinedEvent":
    case "DeliveryLeavingWithdrawnEvent":
    case "DeliveryLeavingVoidedEvent":
      return w.leaving[middle(event.__typename, "DeliveryLeaving")](event.department?.name ?? "", names.deliveryAct[event.act]);
    case "HelpOfferedEvent":
    case "HelpAcceptedEvent":
    case "HelpDeclinedEvent":
    case "HelpWithdrawnEvent":
      return w.help[middle(event.__typename, "Help")](event.department?.name ?? "");
    case "EvaluationSubmittedEvent":
    case "EvaluationRemindedEvent":
    case "EvaluationLapsedEvent":
      return w.rated[middle(event.__typename, "Evaluation")](event.delivery?.departmentName ?? "");
    case "RequestStateChangedEvent":
      return w.state(names.requestState[event.requestStateAfter]);
    case "AttachmentAddedEvent":
      return w.file(event.name);
    case "LinkAddedEvent":
      return w.link(event.label || event.url);
    case "CommentAddedEvent":
      return (event.followUp ? w.plain["FollowUpOpenedEvent"] : w.plain["CommentAddedEvent"]) ?? w.other;
    default:
      return w.plain[event.__typename] ?? w.other;
  }
}

/** With whoever did it in front. */
export function describeWithActor(event: EventLine, language: Language): string {
  const what = describe(event, language);
  return event.actor ? lines[language].by(event.actor.name, what) : what;
}

type Middle<Name extends string, Start extends string> = Name extends `${Start}${infer Found}Event` ? Found : never;

function middle<Name extends string, Start extends string>(name: Name, start: Start): Middle<Name, Start> {
  return name.slice(start.length, -"Event".length) as Middle<Name, Start>;
}
