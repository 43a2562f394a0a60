import { describe, expect, it } from "vitest";

import { found } from "./searching";

const all = ["버스정책과", "교통정책과", "대중교통과", "교통정보과", "예산과", "가로 환경과", "IT 기획과"].map((name) => ({
  name,
  also: name === "예산과" ? ["재정국", "1200"] : ["도시교통본부"],
}));
const names = (wanted: string) => found(wanted, all).map(({ name }) => name);

describe("a department is found", () => {
  it("by the initials of its name", () => {
    expect(names("ㄱㅌㅈㅊ")).toEqual(["교통정책과"]);
    expect(names("ㄱㅌ")).toEqual(["교통정책과", "교통정보과", "대중교통과"]);
    expect(names("교통ㅈㅂ")).toEqual(["교통정보과"]);
  });

  it("by initials that a keyboard has joined", () => {
    expect(names("ㄳㅎㄱ")).toEqual([]);
    expect(found("ㄳ", [{ name: "기술과" }]).map(({ name }) => name)).toEqual(["기술과"]);
  });

  it("by any part, its beginning first", () => {
    expect(names("교통")).toEqual(["교통정책과", "교통정보과", "대중교통과", "버스정책과", "가로 환경과", "IT 기획과"]);
    expect(names("정책")).toEqual(["버스정책과", "교통정책과"]);
  });

  it("while a syllable is still being typed", () => {
    expect(names("버슺")).toEqual(["버스정책과"]);
    expect(names("대중교토")).toEqual(["대중교통과"]);
    expect(names("옛")).toEqual(["예산과"]);
  });

  it("whatever the Unicode form, the spaces and the case", () => {
    expect(names("예산".normalize("NFD"))).toEqual(["예산과"]);
    expect(names("\u110b\u1109\u1100")).toEqual(["예산과"]);
    expect(names("  가로환경 ")).toEqual(["가로 환경과"]);
    expect(names("it기획")).toEqual(["IT 기획과"]);
  });

  it("by its code, and by what stands above it", () => {
    expect(names("1200")).toEqual(["예산과"]);
    expect(names("재정국 예산")).toEqual(["예산과"]);
    expect(names("도시교통 ㅂㅅ")).toEqual(["버스정책과"]);
  });
});

describe("a search", () => {
  it("finds all in their order when nothing is asked, and none for what is not there", () => {
    expect(names("")).toEqual(all.map(({ name }) => name));
    expect(names("🚌")).toEqual([]);
    expect(names("정책교통")).toEqual([]);
  });
});
