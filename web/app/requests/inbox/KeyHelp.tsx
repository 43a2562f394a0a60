// Which keys there are. Letters alone can be switched off (WCAG 2.1.4): voice control may say them by chance.
import { useWords } from "../../words/language";
import { words } from "./words";

export function KeyHelp({ isOn, switchKeys }: { isOn: boolean; switchKeys(isOn: boolean): void }) {
  const w = useWords(words);
  return (
    <div className="row small subtle inbox-keys">
      <label className="row">
        <input type="checkbox" checked={isOn} onChange={(event) => switchKeys(event.target.checked)} />
        {w.keys}
      </label>
      {isOn && (
        <ul className="row" aria-label={w.keyList}>
          {w.keyHelp.map(([keys, meaning]) => (
            <li key={keys}>
              <kbd>{keys}</kbd> {meaning}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
