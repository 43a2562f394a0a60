// One kind of facet: its values with how many issues have them, the chosen ones ticked.
import { useState } from "react";

import { useWords } from "../../words/language";
import type { FacetValue } from "./documents";
import { words } from "./words";

const SHOWN = 6;

interface Listed {
  readonly name: string;
  readonly values: readonly FacetValue[];
  readonly chosen: readonly string[];
  toggle(value: string): void;
}

export function FacetList({ name, values, chosen, toggle }: Listed) {
  const w = useWords(words);
  const [isWhole, setWhole] = useState(false);
  const missing = chosen.filter((value) => !values.some((one) => one.value === value));
  const all = [...missing.map((value) => ({ value, label: value, count: 0 })), ...values];
  const shown = isWhole ? all : all.filter(({ value }, at) => at < SHOWN || chosen.includes(value));
  if (all.length === 0) return null;
  return (
    <fieldset className="field news-facet">
      <legend>{name}</legend>
      {shown.map(({ value, label, count }) => (
        <label key={value} className="news-facet-value">
          <input type="checkbox" checked={chosen.includes(value)} onChange={() => toggle(value)} />
          <span className="grow">{label}</span>
          <span className="small subtle number">{count}</span>
        </label>
      ))}
      {shown.length < all.length && <button type="button" className="krds-btn text xsmall" onClick={() => setWhole(true)}>{w.moreValues(all.length - shown.length)}</button>}
    </fieldset>
  );
}
