// The parts of the page, each delivery in the first that it belongs to.
import type { Rating, Ratings } from "./documents";

export const SECTIONS = ["mine", "ofDepartment", "appeals", "received", "given"] as const;
export type Section = (typeof SECTIONS)[number];
export type Sections = Readonly<Record<Section, readonly Rating[]>>;

export function sectionsOf(found: Ratings, me: string | undefined): Sections {
  const asked = found.asked.nodes.flatMap(({ deliveries }) => deliveries.nodes);
  const all: Record<Section, readonly Rating[]> = {
    mine: found.mine.nodes,
    ofDepartment: found.ofDepartment?.nodes ?? [],
    appeals: found.appeals.nodes.flatMap(({ evaluation }) => evaluation?.delivery ?? []),
    received: found.received.nodes,
    given: asked.filter(({ evaluation }) => evaluation?.author?.id === me),
  };
  const known = new Set<string>();
  const firstOf = (section: Section) => all[section].filter(({ id }) => !known.has(id) && known.add(id));
  return Object.fromEntries(SECTIONS.map((section) => [section, firstOf(section)])) as unknown as Sections;
}

/** It stays where it is, until all is read anew: the reader may still be at it. */
export function replaced(sections: Sections, rating: Rating): Sections {
  const put = (one: Rating) => (one.id === rating.id && one.version <= rating.version ? rating : one);
  return Object.fromEntries(SECTIONS.map((section) => [section, sections[section].map(put)])) as unknown as Sections;
}
