import { describe, expect, it } from "vitest";

import { addressee, BLANK, contentOf, differences, inputOf, isAlike, isSame, missing, type Content } from "./content";
import type { DraftRead } from "./documents";

const BUS = { id: "RGVwYXJ0bWVudDox", name: "버스정책과" };
const content: Content = { ...BLANK, title: "심야 버스", project: "올빼미", body: "함께", departments: [addressee(BUS)] };
const read: DraftRead = {
  id: "UmVxdWVzdDox",
  key: null,
  state: "DRAFT",
  version: 3,
  changedVersion: 2,
  title: "심야 버스",
  project: "올빼미",
  scale: "MULTI_BUREAU",
  significance: "",
  body: "함께",
  dueOn: null,
  restriction: null,
  addressees: [{ role: "JOINT", ask: "", offeredResource: "", dueOn: null, department: BUS }],
};

describe("what a draft says", () => {
  it("is the same from the form and from the server", () => {
    expect(isSame(contentOf(read), content)).toBe(true);
    expect(differences(contentOf(read), content)).toEqual([]);
  });

  it("goes to the server without names, and without days that nobody chose", () => {
    const addressees = [{ departmentId: BUS.id, role: "JOINT", ask: "", offeredResource: "", dueOn: null }];
    const { title, project, body } = content;
    expect(inputOf(content)).toEqual({ title, project, body, scale: "MULTI_BUREAU", significance: "", dueOn: null, deliveries: addressees });
    expect(inputOf({ ...content, dueOn: "2030-01-01" }).dueOn).toBe("2030-01-01");
  });

  it("is alike in another Unicode form, with other blanks and line ends, but not in other words", () => {
    const typed = { ...content, title: ` ${"심야".normalize("NFD")}  버스 `, body: "첫째\r\n둘째\n" };
    expect(isAlike(typed, { ...content, body: "첫째\n둘째" })).toBe(true);
    expect(isSame(typed, { ...content, body: "첫째\n둘째" })).toBe(false);
    expect(isAlike({ ...content, body: "첫째둘째" }, { ...content, body: "첫째 둘째" })).toBe(false);
    expect(isAlike({ ...content, title: '"' }, content)).toBe(false);
  });

  it("differs field by field", () => {
    const other = { ...content, title: "낮 버스", departments: [], restriction: "개인정보" };
    expect(differences(content, other)).toEqual(["title", "restriction", "departments"]);
  });
});

describe("what is missing", () => {
  it("is what the server needs, and the reason for a restriction", () => {
    expect(missing(BLANK)).toEqual(["title", "project", "body"]);
    expect(missing({ ...content, body: " \n" })).toEqual(["body"]);
    expect(missing({ ...content, restriction: " " })).toEqual(["restriction"]);
    expect(missing({ ...content, restriction: "개인정보" })).toEqual([]);
  });
});
