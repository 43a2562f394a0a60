// The chart as it is read, made into one whose departments know what stands above them.
import type { Enum } from "../api/graphql";

export interface Read {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly kind: Enum<"OrganisationKind">;
  readonly parent: { readonly id: string } | null;
}

export interface Department extends Omit<Read, "parent"> {
  readonly parentId: string | null;
  /** Names of what is above it, from the top. */
  readonly path: readonly string[];
  /** By which, beside its name, it is found. */
  readonly also: readonly string[];
}

export interface Chart {
  /** In the order of their codes, which is the city's own. */
  readonly all: readonly Department[];
  get(id: string): Department | undefined;
}

export function charted(read: readonly Read[]): Chart {
  const byId = new Map(read.map((one) => [one.id, one]));
  const pathOf = (one: Read): string[] => {
    const parent = one.parent && byId.get(one.parent.id);
    return parent ? [...pathOf(parent), parent.name] : [];
  };
  const all = read.map((one) => {
    const { parent, ...told } = one;
    const path = pathOf(one);
    return { ...told, path, also: [one.code, ...path], parentId: parent?.id ?? null };
  });
  const departments = new Map(all.map((one) => [one.id, one]));
  return { all, get: (id) => departments.get(id) };
}
