// In which ways a title reaches its readers.
import type { Enum } from "../api/graphql";

export type Format = Enum<"NewsletterFormat">;
export const FORMATS: readonly Format[] = ["WEB", "EMAIL", "PDF", "PRINT"];

export function formatsText(formats: readonly Format[], names: Record<Format, string>): string {
  return formats.map((one) => names[one]).join(", ");
}
