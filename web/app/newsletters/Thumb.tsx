// The cover of an issue as lists show it: made small by the server, and nothing that has to be read aloud.

interface Shown {
  readonly cover: { readonly path: string } | null;
}

export function Thumb({ cover }: Shown) {
  return cover && <img className="news-thumb" src={`${cover.path}?size=small`} alt="" loading="lazy" decoding="async" />;
}
