// A text area in which @ calls people and departments: a listbox below it, by keyboard or pointer.
import { useEffect, useId, useRef, useState, type KeyboardEvent } from "react";
import { flushSync } from "react-dom";
import { useQuery } from "urql";

import { graphql } from "../api/graphql";
import { useWords } from "../words/language";
import { calledAt, offered, readable, sendable, withCall, type Callable } from "./mentioning";
import { words } from "./words";

const LONGEST = 10_000;
const TYPING = 200; // milliseconds

const CALLABLE = graphql(`
  query Callable($search: String!) {
    employees(filter: { search: $search }, first: 5) { nodes { id number name mentionText department { name } } }
    departments(filter: { search: $search }, first: 3) { nodes { id code name mentionText } }
  }
`);

interface Area {
  readonly id: string;
  /** As it is sent; shown are the names in it alone. */
  readonly value: string;
  readonly autoFocus?: boolean;
  set(value: string): void;
  submit(): void;
}

export function MentionArea({ id, value: body, autoFocus = false, set, submit }: Area) {
  const w = useWords(words);
  const area = useRef<HTMLTextAreaElement>(null);
  const list = useId();
  const [caret, setCaret] = useState(0);
  const [active, setActive] = useState(0);
  const [dismissed, dismiss] = useState("");
  const value = readable(body);
  const called = calledAt(value, caret);
  const options = useCallable(called === dismissed ? null : called);
  useEffect(() => setActive(0), [called]);

  function choose(mention: string) {
    const next = withCall(value, caret, mention);
    const place = readable(sendable(next.text.slice(0, next.caret), body)).length;
    flushSync(() => {
      set(sendable(next.text, body));
      setCaret(place);
    });
    area.current?.focus();
    area.current?.setSelectionRange(place, place);
  }
  function press(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return; // a syllable is being put together
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      submit();
      return;
    }
    const option = options[active];
    if (!option) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      setActive((active + (event.key === "ArrowDown" ? 1 : options.length - 1)) % options.length);
    } else if (event.key === "Enter" || event.key === "Tab") {
      event.preventDefault();
      choose(option.mentionText);
    } else if (event.key === "Escape") {
      event.stopPropagation();
      dismiss(called ?? "");
    }
  }
  return (
    <div className="mention-area">
      <textarea
        ref={area}
        id={id}
        className="krds-input"
        rows={3}
        maxLength={LONGEST}
        value={value}
        autoFocus={autoFocus}
        aria-controls={options.length > 0 ? list : undefined}
        aria-activedescendant={options.length > 0 ? `${list}-${active}` : undefined}
        onChange={(event) => {
          set(sendable(event.target.value, body));
          setCaret(event.target.selectionStart);
        }}
        onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
        onKeyDown={press}
      />
      {options.length > 0 && (
        <ul id={list} role="listbox" aria-label={w.mention} className="mentions">
          {options.map(({ id: key, name, departmentName, mentionText }, at) => (
            <li key={key} id={`${list}-${at}`} role="option" aria-selected={at === active} onPointerDown={(event) => (event.preventDefault(), choose(mentionText))}>
              {name} <span className="subtle small">{departmentName}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function useCallable(called: string | null): Callable[] {
  const [search, setSearch] = useState("");
  useEffect(() => {
    const rest = setTimeout(() => setSearch(called ?? ""), TYPING);
    return () => clearTimeout(rest);
  }, [called]);
  const [{ data }] = useQuery({ query: CALLABLE, variables: { search }, pause: search === "" });
  if (called === null || search === "" || !data) return [];
  const people = data.employees.nodes.map(({ number, department, ...one }) => ({ ...one, also: number, departmentName: department?.name ?? "" }));
  const departments = data.departments.nodes.map(({ code, ...one }) => ({ ...one, also: code, departmentName: "" }));
  return offered([...people, ...departments], called);
}
