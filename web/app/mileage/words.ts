import { bilingual } from "../words/language";

export const words = bilingual(
  {
    navigation: "마일리지의 화면",
    kings: "이달의 협력왕",
    board: "순위표",
    points: (points: string) => `${points}점`,
    monthOf: (year: number, month: number) => `${year}년 ${month}월`,
    somebody: "알 수 없는 직원",
    me: "나",
  },
  {
    navigation: "Pages of mileage",
    kings: "Kings of the month",
    board: "Leaderboard",
    points: (points: string) => `${points} points`,
    monthOf: (year: number, month: number) => `${year}-${String(month).padStart(2, "0")}`,
    somebody: "Unknown employee",
    me: "me",
  },
);
