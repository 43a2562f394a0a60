// Where feeds stand: those of citizens, and those behind an address of one's own.
export const FORMS = ["rss", "atom", "json"] as const;
export type Form = (typeof FORMS)[number];
export type What = "all" | "titles" | "topics" | "departments";

/** `path`: the one that was told when the address was made, of everything. */
export function privatePath(path: string, what: What, name: string, form: Form): string {
  const place = path.replace(/\/all\.\w+$/, "");
  return what === "all" ? `${place}/all.${form}` : `${place}/${what}/${encodeURIComponent(name)}.${form}`;
}

export function publicPath(place: string, form: Form): string {
  return `/news/${place}/feed.${form}`;
}
