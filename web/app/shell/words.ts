import type { Place } from "../pages";
import type { Standing } from "../live/connection";
import type { Theme } from "../look/themes";
import { bilingual } from "../words/language";

interface Words {
  product: string;
  skip: string;
  navigation: string;
  places: Record<Place, string>;
  ask: string;
  sample: string;
  standing: Record<Standing, string>;
  caughtUp(count: number): string;
  theme: string;
  themes: Record<Theme, string>;
  language: string;
  signOut: string;
  readOnly: string;
  explore: string;
  tokens: string;
}

export const words = bilingual<Words>(
  {
    product: "상생협력의 장",
    skip: "본문으로 건너뛰기",
    navigation: "주 메뉴",
    places: { board: "협력판", inbox: "접수함", evaluations: "평가", newsletters: "소식지", mileage: "마일리지", people: "사람과 부서" },
    ask: "협력 요청하기",
    sample: "예시",
    standing: {
      quiet: "",
      connecting: "연결하는 중",
      live: "실시간",
      behind: "끊겼습니다. 다시 잇는 중",
      offline: "네트워크가 없습니다",
      stopped: "실시간이 멈췄습니다. 새로 고치십시오",
    },
    caughtUp: (count) => `끊긴 사이의 ${count}건을 반영했습니다`,
    theme: "화면 모드",
    themes: { system: "기기 설정", light: "밝게", dark: "어둡게", "high-contrast": "선명하게" },
    language: "언어",
    signOut: "나가기",
    readOnly: "읽기만 할 수 있는 로그인입니다",
    explore: "GraphQL 살펴보기",
    tokens: "API 토큰",
  },
  {
    product: "Seoul cooperation board",
    skip: "Skip to content",
    navigation: "Main menu",
    places: { board: "Board", inbox: "Inbox", evaluations: "Ratings", newsletters: "Newsletters", mileage: "Mileage", people: "People" },
    ask: "Ask for cooperation",
    sample: "Sample",
    standing: {
      quiet: "",
      connecting: "Connecting",
      live: "Live",
      behind: "The line broke. Reconnecting",
      offline: "No network",
      stopped: "No longer live. Reload the page",
    },
    caughtUp: (count) => `Caught up on ${count} that happened meanwhile`,
    theme: "Theme",
    themes: { system: "System", light: "Light", dark: "Dark", "high-contrast": "High contrast" },
    language: "Language",
    signOut: "Leave",
    readOnly: "This login may only read",
    explore: "Explore GraphQL",
    tokens: "API tokens",
  },
);
