import { bilingual } from "../words/language";

interface Words {
  pickHint: string;
  found(count: number): string;
  more(count: number): string;
  noneFound: string;
  chartMissing: string;
  isNowElsewhere: string;
}

export const words = bilingual<Words>(
  {
    pickHint: "이름이나 초성으로 찾습니다. 예: 버스정책과, ㅂㅅㅈㅊ",
    found: (count) => `${count}곳`,
    more: (count) => `${count}곳이 더 있습니다. 이어서 적으십시오.`,
    noneFound: "그런 부서가 없습니다",
    chartMissing: "조직도를 불러오지 못했습니다.",
    isNowElsewhere: "지금 조직도에 없는 부서",
  },
  {
    pickHint: "Search by name or Hangul initials, such as 버스정책과 or ㅂㅅㅈㅊ",
    found: (count) => `${count} found`,
    more: (count) => `${count} more. Type on.`,
    noneFound: "There is no such department",
    chartMissing: "The chart could not be read.",
    isNowElsewhere: "No longer in the chart",
  },
);
