// One number of the rules with its unit, as people read it.
import type { Enum } from "../../api/graphql";
import { useLanguage, useWords } from "../../words/language";
import { pointsText } from "../amounts";
import { words } from "./words";

export function useAmounts(): (value: unknown, unit: Enum<"MileagePolicyUnit">) => string {
  const w = useWords(words);
  const { language } = useLanguage();
  return (value, unit) => w.units[unit](pointsText(value, language));
}
