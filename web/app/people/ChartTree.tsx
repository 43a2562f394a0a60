// The chart as a tree that leads to its departments: a navigation treeview as the ARIA practices describe it.
import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type MouseEvent } from "react";
import { Link } from "wouter";

import { useSession } from "../session/Session";
import { enums } from "../words/enums";
import { useWords } from "../words/language";
import type { Chart } from "./chart";
import { above, linesOf, pressed, turned, type Line } from "./tree";
import { words } from "./words";

let remembered: ReadonlySet<string> | undefined; // what was open, for whoever comes back from a department

export function ChartTree({ chart }: { chart: Chart }) {
  const w = useWords(words);
  const { viewer } = useSession();
  const [open, setOpen] = useState(() => remembered ?? new Set(["HEADQUARTERS", ...above(chart, viewer.department?.id ?? "")]));
  const lines = useMemo(() => linesOf(chart, open), [chart, open]);
  const [at, setAt] = useState(() => lines[0]?.key ?? "");
  const tree = useRef<HTMLDivElement>(null);
  const here = lines.some(({ key }) => key === at) ? at : (lines[0]?.key ?? "");
  useEffect(() => void (remembered = open), [open]);
  const turn = (key: string) => setOpen((before) => turned(before, key));
  const press = (event: KeyboardEvent) => {
    const move = pressed(lines, here, event.key);
    if (move === null || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    if (move.turn !== null) turn(move.turn);
    setAt(move.to);
    tree.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(move.to)}"]`)?.focus();
  };
  return (
    <div ref={tree} role="tree" aria-label={w.chart} className="chart-tree" onKeyDown={press}>
      {lines.map((line) => (
        <TreeLine key={line.key} line={line} isHere={line.key === here} turn={() => turn(line.key)} reach={() => setAt(line.key)} />
      ))}
    </div>
  );
}

interface Shown {
  readonly line: Line;
  readonly isHere: boolean;
  turn(): void;
  reach(): void;
}

function TreeLine({ line, isHere, turn, reach }: Shown) {
  const w = useWords(words);
  const { organisationKind } = useWords(enums);
  const { key, level, place, size, isOpen, count, kind, department } = line;
  const told = {
    role: "treeitem",
    "data-key": key,
    "data-level": level,
    "aria-level": level,
    "aria-posinset": place,
    "aria-setsize": size,
    "aria-expanded": isOpen ?? undefined,
    tabIndex: isHere ? 0 : -1,
    className: "chart-line",
    onFocus: reach,
  };
  const inside = (
    <>
      <Mark isOpen={isOpen} turn={turn} />
      <span className="grow">{department ? department.name : kind && organisationKind[kind]}</span>
      {count > 0 && <span className="subtle small number">{w.within(count)}</span>}
    </>
  );
  if (department) return <Link {...told} href={`/departments/${encodeURIComponent(department.code)}`}>{inside}</Link>;
  const press = (event: KeyboardEvent) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    turn();
  };
  return <div {...told} onClick={turn} onKeyDown={press}>{inside}</div>;
}

/** For the pointer; the keyboard has its arrows. */
function Mark({ isOpen, turn }: { isOpen: boolean | null; turn(): void }) {
  const act = (event: MouseEvent) => {
    if (isOpen === null) return;
    event.preventDefault();
    event.stopPropagation();
    turn();
  };
  return <span className="chart-mark" aria-hidden onClick={act}>{isOpen === null ? "" : isOpen ? "▾" : "▸"}</span>;
}
