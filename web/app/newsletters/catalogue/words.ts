import { bilingual } from "../../words/language";

export const words = bilingual(
  {
    register: "소식지 등록",
    registerNow: "등록하기",
    change: "소식지 고치기",
    edit: "고치기",
    slug: "주소 이름",
    slugHint: "영어 소문자, 숫자, 붙임표로 60자까지. 주소에 쓰고, 뒤에 바꿀 수 없습니다.",
    slugWrong: "영어 소문자와 숫자로 시작하고 끝나야 하며, 사이에 붙임표를 쓸 수 있습니다.",
    fields: { name: "이름", departmentId: "펴내는 부서", audience: "누가 읽는지", period: "얼마나 자주", topics: "주제", formats: "어떻게 펴내는지", language: "말", status: "상태" },
    topicsHint: "쉼표로 나눕니다. 10개까지, 하나에 20자까지",
    audienceHint: "호를 쓴 뒤에는 바꿀 수 없습니다.",
    statusHint: "쉬는 소식지는 호를 쓸 수 있어도 펴낼 수 없고, 끝난 소식지는 새 호를 쓸 수 없습니다.",
    stale: "그사이 다른 관리자가 고쳤습니다. 지금 저장된 것은 이렇습니다:",
    staleHelp: "그대로 저장하면 내가 고친 것만 바뀝니다.",
  },
  {
    register: "Register a newsletter",
    registerNow: "Register",
    change: "Change the newsletter",
    edit: "Change",
    slug: "Name in addresses",
    slugHint: "Small letters, digits and hyphens, at most 60. It cannot be changed later.",
    slugWrong: "It begins and ends with a small letter or a digit; between them there may be hyphens.",
    fields: { name: "Name", departmentId: "Publisher", audience: "Audience", period: "How often", topics: "Topics", formats: "Published as", language: "Language", status: "Status" },
    topicsHint: "Divided by commas. At most 10, each of 20 characters",
    audienceHint: "It cannot be changed once there is an issue.",
    statusHint: "A paused newsletter can be written for but not published; a closed one gets no new issues.",
    stale: "Another administrator has changed it meanwhile. Now it says:",
    staleHelp: "If you save, only what you have changed is changed.",
  },
);
