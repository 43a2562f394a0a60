/** As the server counts them. */
export function charactersIn(text: string): number {
  return [...text.normalize("NFC")].length;
}
