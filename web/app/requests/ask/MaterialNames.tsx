// What hangs on a draft, by name.
import { Problem } from "../../parts/Problem";
import { useWords } from "../../words/language";
import { useMaterial } from "./material";
import { words } from "./words";

export function MaterialNames({ id }: { id: string }) {
  const w = useWords(words);
  const { material, failure, reload } = useMaterial(id);
  if (failure) return <Problem failure={failure} again={() => void reload()} />;
  const names = [...(material?.attachments.nodes ?? []).map(({ name }) => name), ...(material?.links.nodes ?? []).map(({ label, url }) => label || url)];
  if (names.length === 0) return <p>{w.none}</p>;
  return (
    <ul>
      {names.map((name, place) => (
        <li key={place} className="user-text">{name}</li>
      ))}
    </ul>
  );
}
