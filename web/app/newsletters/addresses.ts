// Where pages of newsletters stand.
interface Titled {
  readonly slug: string;
}

export function addressOfTitle({ slug }: Titled): string {
  return `/newsletters/${slug}`;
}

export function addressOfIssue({ slug }: Titled, number: number): string {
  return `/newsletters/${slug}/${number}`;
}

/** Where citizens read it. */
export function publicAddressOf({ slug }: Titled, number: number): string {
  return `/news/${slug}/${number}`;
}
