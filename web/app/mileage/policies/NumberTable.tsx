// Every number of a set of rules, with what it is for and what it may be.
import { Badge } from "../../parts/Badge";
import { useWords } from "../../words/language";
import type { Policy, PolicyNumber } from "./documents";
import type { Difference } from "./numbers";
import { useAmounts } from "./useAmounts";
import { words } from "./words";

export function NumberTable({ policy, numbers, caption }: { policy: Policy; numbers: readonly PolicyNumber[]; caption: string }) {
  const w = useWords(words);
  const amount = useAmounts();
  const values = new Map(policy.numbers.map((one) => [one.name, one]));
  return (
    <table className="rule-table">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr><th scope="col">{w.number}</th><th scope="col">{w.value}</th><th scope="col">{w.bounds}</th></tr>
      </thead>
      <tbody>
        {numbers.map(({ name, label, description, unit, least, most }) => (
          <tr key={name}>
            <th scope="row">{label}<span className="subtle small">{description}</span></th>
            <td className="number">
              <strong>{amount(values.get(name)?.value, unit)}</strong>
              {values.get(name)?.isUsual === false && <> <Badge tone="primary">{w.unusual}</Badge></>}
            </td>
            <td className="number subtle">{w.between(amount(least, unit), amount(most, unit))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function DifferenceTable({ changes, caption }: { changes: readonly Difference[]; caption: string }) {
  const w = useWords(words);
  const amount = useAmounts();
  if (changes.length === 0) return <p className="subtle">{w.noChange}</p>;
  return (
    <table className="rule-table">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr><th scope="col">{w.number}</th><th scope="col">{w.was}</th><th scope="col">{w.becomes}</th></tr>
      </thead>
      <tbody>
        {changes.map(({ name, label, unit, before, after }) => (
          <tr key={name}>
            <th scope="row">{label}</th>
            <td className="number">{amount(before, unit)}</td>
            <td className="number"><strong>{amount(after, unit)}</strong> <span aria-hidden>{after > before ? "▲" : "▼"}</span></td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
