// What a request says while it is written, as the form holds it: nothing is null but the restriction.
import type { Enum } from "../../api/graphql";
import type { CreateInput, DraftRead } from "./documents";

export interface Addressee {
  readonly departmentId: string;
  readonly name: string;
  readonly role: Enum<"PartnerRole">;
  readonly ask: string;
  readonly offeredResource: string;
  /** A day, or nothing: the request's day. */
  readonly dueOn: string;
}

export interface Content {
  readonly title: string;
  readonly project: string;
  readonly scale: Enum<"Scale">;
  readonly significance: string;
  readonly body: string;
  readonly dueOn: string;
  /** Null: everybody may read it. */
  readonly restriction: string | null;
  readonly departments: readonly Addressee[];
}

type Wording = Omit<CreateInput, "id" | "restriction">;

/** In characters, as the server counts them. */
export const MOST = { title: 200, project: 200, significance: 1000, body: 20_000, restriction: 500, ask: 2000, offeredResource: 1000 };
export const REQUIRED = ["title", "project", "body"] as const;
export const BLANK: Content = {
  title: "",
  project: "",
  scale: "MULTI_BUREAU",
  significance: "",
  body: "",
  dueOn: "",
  restriction: null,
  departments: [],
};

export function addressee(department: { readonly id: string; readonly name: string }): Addressee {
  return { departmentId: department.id, name: department.name, role: "JOINT", ask: "", offeredResource: "", dueOn: "" };
}

export function contentOf(read: DraftRead): Content {
  const departments = read.addressees.flatMap(({ department, dueOn, ...told }) =>
    department ? [{ ...told, departmentId: department.id, name: department.name, dueOn: dueOn ?? "" }] : [],
  );
  const { title, project, scale, significance, body, dueOn, restriction } = read;
  return { title, project, scale, significance, body, dueOn: dueOn ?? "", restriction, departments };
}

/** Always in the same order, so that two can be compared. */
export function inputOf({ title, project, scale, significance, body, dueOn, departments }: Content): Wording {
  const deliveries = departments.map(({ departmentId, role, ask, offeredResource, dueOn: day }) => ({ departmentId, role, ask, offeredResource, dueOn: day || null }));
  return { title, project, scale, significance, body, dueOn: dueOn || null, deliveries };
}

/** Names of what still has to be written before the server can keep it. */
export function missing(content: Content): string[] {
  const blank: string[] = REQUIRED.filter((name) => content[name].trim() === "");
  return content.restriction !== null && content.restriction.trim() === "" ? [...blank, "restriction"] : blank;
}

export function isSame(one: Content, other: Content): boolean {
  return JSON.stringify(inputOf(one)) === JSON.stringify(inputOf(other)) && one.restriction === other.restriction;
}

/** The same but for what the server tidies: Unicode forms, blanks, line ends. */
export function isAlike(one: Content, other: Content): boolean {
  return tidy(one) === tidy(other);
}

/** Names of the fields in which two differ. */
export function differences(one: Content, other: Content): (keyof Content)[] {
  const names = Object.keys(BLANK) as (keyof Content)[];
  return names.filter((name) => !isAlike({ ...BLANK, [name]: one[name] }, { ...BLANK, [name]: other[name] }));
}

function tidy(content: Content): string {
  const whole = JSON.stringify({ ...inputOf(content), restriction: content.restriction });
  return whole.normalize("NFC").replace(/(?:\\[rnt]|\s)+/gu, " ").replace(/ ?" ?/gu, '"');
}
