interface Paged {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** The cursor behind which a list goes on after this page; null if there is no more. */
export function nextOf({ pageInfo }: Paged): string | null {
  return pageInfo.hasNextPage ? pageInfo.endCursor : null;
}
