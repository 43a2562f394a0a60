/** As people read sizes. */
export function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes}B`;
  const inKilo = bytes / 1024;
  return inKilo < 1024 ? `${Math.ceil(inKilo)}KB` : `${(inKilo / 1024).toFixed(1)}MB`;
}
