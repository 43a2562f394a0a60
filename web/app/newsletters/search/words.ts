import { bilingual } from "../../words/language";
import type { Facet } from "./asking";

interface Words {
  title: string;
  intro: string;
  query: string;
  hint: string;
  suggestions: string;
  facets: string;
  facet: Record<Facet, string>;
  moreValues(count: number): string;
  clear: string;
  narrow(count: number): string;
  results: string;
  found(count: number): string;
  none: string;
  noneHelp: string;
  attachment(name: string): string;
  sameText(count: number): string;
  allOfText: string;
  onlyText: string;
  everything: string;
  topic(name: string): string;
}

export const words = bilingual<Words>(
  {
    title: "소식지 찾기",
    intro: "제목과 글과 첨부에서 찾습니다. 띄어쓰기와 조사가 달라도 찾습니다.",
    query: "찾는 말",
    hint: "예: 심야버스 운영. 소식지 이름은 초성으로도 찾습니다.",
    suggestions: "제안",
    facets: "좁히기",
    facet: { audiences: "누가 읽는지", newsletters: "소식지", publishers: "펴내는 부서", topics: "주제", years: "해", periods: "주기" },
    moreValues: (count) => `${count}개 더`,
    clear: "모두 풀기",
    narrow: (count) => (count > 0 ? `좁히기 ${count}` : "좁히기"),
    results: "찾은 호",
    found: (count) => `${count}건`,
    none: "찾은 호가 없습니다",
    noneHelp: "낱말을 줄이거나 좁힌 것을 풀어 보십시오.",
    attachment: (name) => `첨부에서: ${name}`,
    sameText: (count) => `같은 소식이 실린 곳 ${count}`,
    allOfText: "모두 보기",
    onlyText: "한 소식과 같은 글이 실린 호만 보고 있습니다.",
    everything: "찾은 것 모두 보기",
    topic: (name) => `#${name}`,
  },
  {
    title: "Search newsletters",
    intro: "In headings, texts and attachments, whatever the spacing and the particles.",
    query: "Search for",
    hint: "Names of newsletters are found by their initials, too.",
    suggestions: "Suggestions",
    facets: "Narrow down",
    facet: { audiences: "Audience", newsletters: "Newsletter", publishers: "Publisher", topics: "Topic", years: "Year", periods: "Period" },
    moreValues: (count) => `${count} more`,
    clear: "Clear all",
    narrow: (count) => (count > 0 ? `Narrow down ${count}` : "Narrow down"),
    results: "Found",
    found: (count) => `${count} issues`,
    none: "Nothing was found",
    noneHelp: "Try fewer words or fewer conditions.",
    attachment: (name) => `In the attachment ${name}`,
    sameText: (count) => `The same text in ${count} more`,
    allOfText: "Show all",
    onlyText: "Only issues that print the same text are shown.",
    everything: "Show everything found",
    topic: (name) => `#${name}`,
  },
);
