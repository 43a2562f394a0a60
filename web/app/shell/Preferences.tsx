import { useId } from "react";

import { chooseTheme, THEMES, useTheme, type Theme } from "../look/themes";
import { useLanguage, useWords, type Language } from "../words/language";
import { words } from "./words";

export function Preferences() {
  const w = useWords(words);
  const { language, choose } = useLanguage();
  const theme = useTheme();
  const id = useId();
  return (
    <div className="row preferences">
      <label htmlFor={`${id}-theme`}>{w.theme}</label>
      <select id={`${id}-theme`} value={theme} onChange={(event) => chooseTheme(event.target.value as Theme)}>
        {THEMES.map((one) => (
          <option key={one} value={one}>{w.themes[one]}</option>
        ))}
      </select>
      <label htmlFor={`${id}-language`}>{w.language}</label>
      <select id={`${id}-language`} value={language} onChange={(event) => choose(event.target.value as Language)}>
        <option value="ko" lang="ko">한국어</option>
        <option value="en" lang="en">English</option>
      </select>
    </div>
  );
}
