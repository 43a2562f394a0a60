// Two bars for each rule, then and tried, and the same in a table. Stripes and a full colour tell them apart without colours.
import { useId } from "react";

import { enums } from "../../words/enums";
import { useLanguage, useWords } from "../../words/language";
import { pointsText } from "../amounts";
import type { RuleOutcome } from "./documents";
import { words } from "./outcomeWords";
import { lengths } from "./scales";

const ROW = 5.6; // rem: a line of text and two bars
const BAR = 1.2;

export function RuleBars({ rules }: { rules: readonly RuleOutcome[] }) {
  const w = useWords(words);
  const { mileageRule } = useWords(enums);
  const { language } = useLanguage();
  const id = useId();
  const text = (points: unknown) => pointsText(points, language);
  const bars = lengths(rules.map(({ rule, before, after }) => ({ rule, before: Number(before), after: Number(after) })));
  const told = (rule: RuleOutcome["rule"], before: number, after: number) => `${mileageRule[rule]} ${text(before)} → ${text(after)}`;
  const label = bars.map(({ rule, before, after }) => told(rule, before, after)).join(", ");
  return (
    <section className="stack tight" aria-labelledby={`${id}-title`}>
      <h4 id={`${id}-title`}>{w.rules}</h4>
      <Key stripes={`${id}-key`} />
      <svg className="plot" role="img" aria-label={w.rulesChart(label)} style={{ height: `${bars.length * ROW}rem` }}>
        <Stripes id={id} />
        {bars.map(({ rule, before, after, then, tried }, at) => (
          <g key={rule}>
            <text x="0" y={`${at * ROW + 1.6}rem`}>{told(rule, before, after)}</text>
            <Bar at={at * ROW + 2.2} width={then} stripes={id} />
            <Bar at={at * ROW + 2.2 + BAR + 0.3} width={tried} />
          </g>
        ))}
      </svg>
      <table className="rule-table">
        <caption className="sr-only">{w.rules}</caption>
        <thead>
          <tr><th scope="col">{w.rule}</th><th scope="col">{w.then}</th><th scope="col">{w.tried}</th><th scope="col">{w.difference}</th></tr>
        </thead>
        <tbody>
          {rules.map(({ rule, before, after, difference }) => (
            <tr key={rule} className="number">
              <th scope="row">{mileageRule[rule]}</th><td>{text(before)}</td><td>{text(after)}</td><td>{signed(difference, text)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** With `stripes` it is the one from then. */
function Bar({ at, width, stripes }: { at: number; width: number; stripes?: string }) {
  const place = { x: "0", y: `${at}rem`, width: `${width}%`, height: `${BAR}rem` };
  if (stripes === undefined) return <rect {...place} className="tried" />;
  return <><rect {...place} className="then" /><rect {...place} fill={`url(#${stripes})`} /></>;
}

function Stripes({ id }: { id: string }) {
  return (
    <defs>
      <pattern id={id} width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <line className="stripes" x1="0" y1="0" x2="0" y2="8" />
      </pattern>
    </defs>
  );
}

function Key({ stripes }: { stripes: string }) {
  const w = useWords(words);
  return (
    <p className="plot-key small" aria-hidden>
      <span><svg className="plot"><Stripes id={stripes} /><Bar at={0} width={100} stripes={stripes} /></svg>{w.then}</span>
      <span><svg className="plot"><Bar at={0} width={100} /></svg>{w.tried}</span>
    </p>
  );
}

function signed(difference: unknown, text: (points: unknown) => string): string {
  return Number(difference) > 0 ? `+${text(difference)}` : text(difference);
}
