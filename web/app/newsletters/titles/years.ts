// The years in which a title has published, the newest first.
interface Ends {
  readonly newest: { readonly nodes: readonly { readonly issuedOn: string }[] };
  readonly oldest: { readonly nodes: readonly { readonly issuedOn: string }[] };
}

export function yearsOf({ newest, oldest }: Ends): string[] {
  const [last, first] = [newest, oldest].map(({ nodes }) => Number(nodes[0]?.issuedOn.slice(0, 4)));
  if (!last || !first) return [];
  return Array.from({ length: last - first + 1 }, (_, back) => String(last - back));
}

/** The year that the address asks for, or the newest. */
export function yearIn(years: readonly string[], asked: string | null): string | undefined {
  return years.find((year) => year === asked) ?? years[0];
}
