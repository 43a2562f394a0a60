import { describe, expect, it } from "vitest";

import { calledAt, callsThem, offered, readable, sendable, withCall } from "./mentioning";

describe("a call", () => {
  it("is what stands between the @ and the caret, composed", () => {
    expect(calledAt("봐 주십시오 @김하", 10)).toBe("김하");
    expect(calledAt("@김하".normalize("NFD"), "@김하".normalize("NFD").length)).toBe("김하");
    expect(calledAt("(@버스", 4)).toBe("버스");
  });

  it("is none inside an address or after a space", () => {
    expect([calledAt("kim@seoul", 9), calledAt("@김 ", 3), calledAt("", 0), calledAt("@", 1)]).toEqual([null, null, null, null]);
  });

  it("is replaced by what the server gave", () => {
    expect(withCall("안녕 @김 하세요", 5, "@[김하늘](employee:1)")).toEqual({
      text: "안녕 @[김하늘](employee:1)  하세요",
      caret: 22,
    });
  });
});

describe("a text with calls", () => {
  const [first, second] = ["1", "2"].map((digit) => `@[김하늘](employee:${digit.repeat(8)}-1111-1111-1111-111111111111)`);
  const office = "@[통계과](department:33333333-1111-1111-1111-111111111111)";
  const body = `${first}님과 ${office}에서 봐 주십시오`;

  it("is read without IDs and sent with them", () => {
    expect(readable(body)).toBe("@김하늘님과 @통계과에서 봐 주십시오");
    expect(sendable(readable(body), body)).toBe(body);
    expect(sendable("먼저 @김하늘님과 @통계과에서 봐 주십시오 👩🏽‍🚒", body)).toBe(`먼저 ${body} 👩🏽‍🚒`);
    expect(sendable("@김하느님과 @통계과", body)).toBe(`@김하느님과 ${office}`);
  });

  it("keeps two of one name apart", () => {
    const both = `${first} ${second}`;
    expect(readable(both)).toBe(`@김하늘 ${second}`);
    expect(sendable(readable(both), both)).toBe(both);
  });

  it("calls nobody whom nobody chose", () => {
    expect(sendable("@김하늘 @통계과", "@김하늘")).toBe("@김하늘 @통계과");
  });
});

describe("who is offered to be called", () => {
  const someone = (name: string, also: string) => ({ id: also, name, also, mentionText: `@(${name})`, departmentName: "통계데이터담당관" });
  const found = [someone("이은석", "100"), someone("이은정", "200"), someone("통계데이터담당관", "HQ-05-02")];
  const names = (called: string) => offered(found, called).map(({ name }) => name);

  it("fits what is typed now, by name, by initials or by number", () => {
    expect(names("이은")).toEqual(["이은석", "이은정"]);
    expect(names("이은저")).toEqual(["이은정"]);
    expect(names("ㅌㄱㄷㅇㅌ")).toEqual(["통계데이터담당관"]);
    expect(names("200")).toEqual(["이은정"]);
    expect(names("hq-05-02")).toEqual(["통계데이터담당관"]);
    expect(names("박")).toEqual([]);
  });
});

describe("whoever is called", () => {
  const viewer = { employee: { id: "이은정", number: "1", name: "이은정" }, departments: [{ id: "통계", code: "1", name: "통계" }] };
  const calls = (employee: string | null, department: string | null) =>
    callsThem({ mentions: [{ employee: employee ? { id: employee } : null, department: department ? { id: department } : null }] }, viewer);

  it("is called by name or with a department", () => {
    expect([calls("이은정", null), calls(null, "통계")]).toEqual([true, true]);
    expect([calls("김하늘", null), calls(null, "교통"), callsThem({ mentions: [] }, viewer)]).toEqual([false, false, false]);
  });
});
