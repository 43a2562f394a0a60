// Names of the schema's enum members. A member that the schema gains does not compile until it is named here.
import type { Enum } from "../api/graphql";
import { bilingual } from "./language";

interface Names {
  requestState: Record<Enum<"RequestState">, string>;
  deliveryState: Record<Enum<"DeliveryState">, string>;
  deliveryAct: Record<Enum<"DeliveryAct">, string>;
  partnerRole: Record<Enum<"PartnerRole">, string>;
  health: Record<Enum<"Health">, string>;
  scale: Record<Enum<"Scale">, string>;
  organisationKind: Record<Enum<"OrganisationKind">, string>;
  position: Record<Enum<"Position">, string>;
  role: Record<Enum<"Role">, string>;
  relationKind: Record<Enum<"RelationKind">, string>;
  helpOfferState: Record<Enum<"HelpOfferState">, string>;
  evaluationAxis: Record<Enum<"EvaluationAxis">, string>;
  reaction: Record<Enum<"ReactionKind">, string>;
  kingPlace: Record<Enum<"MonthlyKingPlace">, string>;
  mileageRule: Record<Enum<"MileageRule">, string>;
  mileageHolder: Record<Enum<"MileageHolder">, string>;
  mileagePeriod: Record<Enum<"MileagePeriodKind">, string>;
  mileageOutcome: Record<Enum<"MileageOutcome">, string>;
  mileageAdjustmentState: Record<Enum<"MileageAdjustmentState">, string>;
  newsletterAudience: Record<Enum<"NewsletterAudience">, string>;
  newsletterPeriod: Record<Enum<"NewsletterPeriod">, string>;
  newsletterLanguage: Record<Enum<"NewsletterLanguage">, string>;
  newsletterFormat: Record<Enum<"NewsletterFormat">, string>;
  newsletterStatus: Record<Enum<"NewsletterStatus">, string>;
  newsletterIssueState: Record<Enum<"NewsletterIssueState">, string>;
}

export const enums = bilingual<Names>(
  {
    requestState: {
      DRAFT: "작성 중",
      SENT: "발송",
      IN_PROGRESS: "진행",
      REPORTED: "확인 대기",
      COMPLETED: "완료",
      RETURNED: "반려",
      CANCELLED: "취소",
    },
    deliveryState: {
      SENT: "발송",
      RECEIVED: "접수",
      ASSIGNED: "배부",
      IN_PROGRESS: "진행",
      REPORTED: "완료보고",
      SENT_BACK: "보완",
      ON_HOLD: "보류",
      CONFIRMED: "확인",
      RETURNED: "반려",
      CANCELLED: "취소",
    },
    deliveryAct: {
      RECEIVE: "접수",
      ASSIGN: "배부",
      ACCEPT: "수락",
      PROGRESS: "진행 보고",
      HOLD: "보류",
      RESUME: "재개",
      REPORT: "완료보고",
      CONFIRM: "확인",
      SEND_BACK: "보완요청",
      RETURN: "반려",
      TRANSFER: "이송",
      CANCEL: "취소",
      CHANGE_DUE: "기한 변경",
      APPROVE_LEAVING: "반려·이송 승인",
      DECLINE_LEAVING: "반려·이송 불승인",
      WITHDRAW_LEAVING: "반려·이송 상신 거두기",
    },
    partnerRole: { CONSULT: "자문", EXECUTE: "실행", PROVIDE: "자료 제공", JOINT: "공동 추진" },
    health: { ON_TRACK: "순조", AT_RISK: "주의", OFF_TRACK: "지연" },
    scale: { CITYWIDE: "시 전체", MULTI_BUREAU: "여러 실·국", BUREAU: "한 실·국" },
    organisationKind: {
      HEADQUARTERS: "본청",
      AFFILIATED_OFFICE: "사업소",
      DISTRICT: "자치구",
      INVESTED_INSTITUTION: "투자출연기관",
      ENTRUSTED_OPERATOR: "민간위탁기관",
      EXTERNAL: "외부 기관",
    },
    position: { MEMBER: "직원", CLERK: "서무(접수 담당)", HEAD: "부서장" },
    role: {
      ADMINISTRATOR: "사회혁신담당관",
      AWARD_SECRETARY: "상생협력상 간사",
      JUROR: "심사위원",
      HR_OFFICER: "인사과",
      FACILITY_MANAGER: "청사관리",
      DATA_READER: "데이터 담당",
    },
    relationKind: { RELATED: "관련", DUPLICATE: "중복", BLOCKS: "선행" },
    helpOfferState: { OFFERED: "대기", ACCEPTED: "수락", DECLINED: "사양", WITHDRAWN: "철회" },
    evaluationAxis: { IMPORTANCE: "중요도", EFFECTIVENESS: "효과성", PROMPTNESS: "신속성", DIFFICULTY: "난이도" },
    reaction: {
      AGREE: "동의합니다",
      THANKS: "고맙습니다",
      CHEER: "응원합니다",
      CHECKED: "확인했습니다",
      CURIOUS: "궁금합니다",
      CELEBRATE: "축하합니다",
    },
    kingPlace: { GRAND: "최우수", EXCELLENCE: "우수", ENCOURAGEMENT: "장려" },
    mileageRule: { REQUEST: "협력 요청", RESPONSE: "응답 만족도", COMMENT: "댓글", THANKS: "감사", ADJUSTMENT: "조정" },
    mileageHolder: { PERSON: "직원", DEPARTMENT: "부서" },
    mileagePeriod: { MONTH: "달", HALF: "반기", YEAR: "해", ALL: "전체" },
    mileageOutcome: {
      COUNTED: "인정",
      REVERSED: "되돌림",
      OWN_DEPARTMENT: "같은 부서",
      DAILY_CAP: "하루 한도",
      REQUEST_CAP: "요청마다 한도",
      COUNTERPART_CAP: "상대마다 한도",
      MONTHLY_CAP: "달마다 한도",
      TOO_SHORT: "짧은 글",
      DUPLICATE: "같은 글",
      OWN_THREAD: "혼자 쓴 대화",
      SWITCHED_OFF: "쓰지 않는 규칙",
    },
    mileageAdjustmentState: { PROPOSED: "제안", CONFIRMED: "반영", DECLINED: "반영하지 않음" },
    newsletterAudience: { CITIZEN: "시민", STAFF: "직원" },
    newsletterPeriod: { WEEKLY: "매주", BIWEEKLY: "격주", MONTHLY: "매월", BIMONTHLY: "격월", QUARTERLY: "계절마다", IRREGULAR: "때때로" },
    newsletterLanguage: { KO: "한국어", EN: "영어", ZH: "중국어", JA: "일본어", VI: "베트남어" },
    newsletterFormat: { WEB: "누리집", EMAIL: "메일", PDF: "PDF 파일", PRINT: "인쇄물" },
    newsletterStatus: { ACTIVE: "펴내는 중", PAUSED: "쉬는 중", CLOSED: "끝남" },
    newsletterIssueState: { DRAFT: "초안", APPROVED: "승인함", PUBLISHED: "펴냄", ARCHIVED: "지난 호" },
  },
  {
    requestState: {
      DRAFT: "Draft",
      SENT: "Sent",
      IN_PROGRESS: "In progress",
      REPORTED: "To be confirmed",
      COMPLETED: "Completed",
      RETURNED: "Returned",
      CANCELLED: "Cancelled",
    },
    deliveryState: {
      SENT: "Sent",
      RECEIVED: "Received",
      ASSIGNED: "Assigned",
      IN_PROGRESS: "In progress",
      REPORTED: "Reported done",
      SENT_BACK: "Sent back",
      ON_HOLD: "On hold",
      CONFIRMED: "Confirmed",
      RETURNED: "Returned",
      CANCELLED: "Cancelled",
    },
    deliveryAct: {
      RECEIVE: "Receive",
      ASSIGN: "Assign",
      ACCEPT: "Accept",
      PROGRESS: "Report progress",
      HOLD: "Put on hold",
      RESUME: "Resume",
      REPORT: "Report done",
      CONFIRM: "Confirm",
      SEND_BACK: "Send back",
      RETURN: "Return",
      TRANSFER: "Transfer",
      CANCEL: "Cancel",
      CHANGE_DUE: "Change due date",
      APPROVE_LEAVING: "Approve",
      DECLINE_LEAVING: "Decline",
      WITHDRAW_LEAVING: "Withdraw proposal",
    },
    partnerRole: { CONSULT: "Advise", EXECUTE: "Carry out", PROVIDE: "Provide data", JOINT: "Do together" },
    health: { ON_TRACK: "On track", AT_RISK: "At risk", OFF_TRACK: "Off track" },
    scale: { CITYWIDE: "City-wide", MULTI_BUREAU: "Several bureaus", BUREAU: "One bureau" },
    organisationKind: {
      HEADQUARTERS: "Headquarters",
      AFFILIATED_OFFICE: "Affiliated office",
      DISTRICT: "District",
      INVESTED_INSTITUTION: "Invested institution",
      ENTRUSTED_OPERATOR: "Entrusted operator",
      EXTERNAL: "External",
    },
    position: { MEMBER: "Member", CLERK: "Clerk", HEAD: "Head" },
    role: {
      ADMINISTRATOR: "Administrator",
      AWARD_SECRETARY: "Award secretary",
      JUROR: "Juror",
      HR_OFFICER: "HR officer",
      FACILITY_MANAGER: "Facility manager",
      DATA_READER: "Data reader",
    },
    relationKind: { RELATED: "Related", DUPLICATE: "Duplicate", BLOCKS: "Comes first" },
    helpOfferState: { OFFERED: "Waiting", ACCEPTED: "Accepted", DECLINED: "Declined", WITHDRAWN: "Withdrawn" },
    evaluationAxis: {
      IMPORTANCE: "Importance",
      EFFECTIVENESS: "Effectiveness",
      PROMPTNESS: "Promptness",
      DIFFICULTY: "Difficulty",
    },
    reaction: {
      AGREE: "I agree",
      THANKS: "Thank you",
      CHEER: "Keep it up",
      CHECKED: "Noted",
      CURIOUS: "I wonder",
      CELEBRATE: "Congratulations",
    },
    kingPlace: { GRAND: "Grand prize", EXCELLENCE: "Excellence prize", ENCOURAGEMENT: "Encouragement prize" },
    mileageRule: { REQUEST: "Requests", RESPONSE: "Responses", COMMENT: "Comments", THANKS: "Thanks", ADJUSTMENT: "Adjustment" },
    mileageHolder: { PERSON: "People", DEPARTMENT: "Departments" },
    mileagePeriod: { MONTH: "Month", HALF: "Half-year", YEAR: "Year", ALL: "All time" },
    mileageOutcome: {
      COUNTED: "Counted",
      REVERSED: "Taken back",
      OWN_DEPARTMENT: "Own department",
      DAILY_CAP: "Limit of the day",
      REQUEST_CAP: "Limit of the request",
      COUNTERPART_CAP: "Limit with one person",
      MONTHLY_CAP: "Limit of the month",
      TOO_SHORT: "Short text",
      DUPLICATE: "Same text",
      OWN_THREAD: "Talking to oneself",
      SWITCHED_OFF: "Rule not in use",
    },
    mileageAdjustmentState: { PROPOSED: "Proposed", CONFIRMED: "Agreed", DECLINED: "Not agreed" },
    newsletterAudience: { CITIZEN: "Citizens", STAFF: "Staff" },
    newsletterPeriod: { WEEKLY: "Weekly", BIWEEKLY: "Every two weeks", MONTHLY: "Monthly", BIMONTHLY: "Every two months", QUARTERLY: "Quarterly", IRREGULAR: "Now and then" },
    newsletterLanguage: { KO: "Korean", EN: "English", ZH: "Chinese", JA: "Japanese", VI: "Vietnamese" },
    newsletterFormat: { WEB: "Web", EMAIL: "E-mail", PDF: "PDF", PRINT: "Print" },
    newsletterStatus: { ACTIVE: "Active", PAUSED: "Paused", CLOSED: "Closed" },
    newsletterIssueState: { DRAFT: "Draft", APPROVED: "Approved", PUBLISHED: "Published", ARCHIVED: "Past issue" },
  },
);
