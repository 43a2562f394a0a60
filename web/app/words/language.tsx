// Korean first, English on request. Each subject keeps its words beside its pages, in both languages.
import { createContext, useContext, useEffect, useMemo, useState, type ReactNode } from "react";

import { kept } from "../look/kept";

export type Language = "ko" | "en";
type Both<Words> = Record<Language, Words>;
interface Choice {
  readonly language: Language;
  choose(language: Language): void;
}

const LANGUAGE = kept<Language>("language", ["ko", "en"], "ko");
const Chosen = createContext<Choice>({ language: "ko", choose: () => undefined });

/** The same words twice: what is missing in one of them does not compile. */
export function bilingual<Words>(ko: Words, en: NoInfer<Words>): Both<Words> {
  return { ko, en };
}

export function Languages({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState(LANGUAGE.read);
  useEffect(() => {
    document.documentElement.lang = language;
    LANGUAGE.write(language);
  }, [language]);
  const choice = useMemo(() => ({ language, choose: setLanguage }), [language]);
  return <Chosen value={choice}>{children}</Chosen>;
}

export function useLanguage(): Choice {
  return useContext(Chosen);
}

export function useWords<Words>(words: Both<Words>): Words {
  return words[useContext(Chosen).language];
}
