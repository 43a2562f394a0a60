import { bilingual } from "../words/language";

export const words = bilingual(
  {
    title: "로그인",
    asWhom: "누구로 들어가시겠습니까?",
    sample: "예시 도시입니다. 이 컴퓨터에서만 열리며, 사람과 일은 모두 지어낸 것입니다.",
    find: "이름이나 부서로 찾기",
    found: (count: number) => `${count}명`,
    ended: "로그인이 끝났습니다. 다시 로그인하면 보던 자리에서 이어집니다.",
    portal: "행정포털에 로그인한 뒤 이 화면을 새로 고치십시오.",
    again: "다시 확인",
  },
  {
    title: "Sign in",
    asWhom: "Who would you like to be?",
    sample: "A sample city: it opens on this computer only, and its people and their work are invented.",
    find: "Find by name or department",
    found: (count: number) => `${count} people`,
    ended: "Your session has ended. Sign in again to go on where you were.",
    portal: "Sign in to the administration portal, then reload this page.",
    again: "Check again",
  },
);
