// The live inbox of my departments under some filters.
import { useCallback, useEffect, useReducer, useRef, useState } from "react";

import { read } from "../../api/client";
import { nextOf } from "../../api/paging";
import type { Failure } from "../../api/failures";
import { useFollowed } from "../../live/useFollowed";
import { announce } from "../../parts/announcing";
import { useFailures, useSession } from "../../session/Session";
import { useLanguage } from "../../words/language";
import type { Acting } from "../acts/documents";
import { describeWithActor } from "../timeline/describe";
import { CHANGES, INBOX, type InboxChange, type InboxItem } from "./documents";
import { addressOf, conditionOf, ENDED, fits, OPEN, type Filters, type Owner, type State } from "./filters";
import { pagesBehind, type Page } from "./paging";
import * as waiting from "./waiting";

const PAGE = 100; // the most the server gives
const LATELY = 10; // of what has ended, at first

type Step = (inbox: waiting.Inbox) => waiting.Inbox;

/** Cursors behind what was read; null if there are no more. */
interface Behind {
  readonly open: string | null;
  readonly ended: string | null;
}

export function useInbox(filters: Filters, beforeMoving: () => void) {
  const failures = useFailures();
  const { language } = useLanguage();
  const owner = useOwner();
  const [inbox, step] = useReducer((before: waiting.Inbox, next: Step) => next(before), waiting.EMPTY);
  const [behind, setBehind] = useState<Behind>({ open: null, ended: null });
  const [shown, setShown] = useState<string>(); // the address whose inbox is on the screen
  const [failure, setFailure] = useState<Failure>();
  const held = useRef(false);
  const key = addressOf(filters);
  const isHere = (item: InboxItem) => fits(item, filters, owner, Date.now());
  const move = (change: Step) => {
    beforeMoving();
    step(change);
  };

  const openBehind = (after: string | null, signal?: AbortSignal) =>
    pagesBehind(after, (cursor) => pageOf(filters, OPEN, PAGE, cursor, signal));

  const { seen } = useFollowed<InboxChange>(key, {
    document: CHANGES,
    variables: () => ({}),
    async load(signal) {
      try {
        const [open, ended] = await Promise.all([openBehind(null, signal), pageOf(filters, ENDED, LATELY, null, signal)]);
        move(() => waiting.loaded([...open.items, ...ended.items]));
        setBehind({ open: open.next, ended: ended.next });
        setShown(key);
        setFailure(undefined);
      } catch (problem) {
        if (!signal.aborted) setFailure(failures(problem));
        throw problem;
      }
    },
    apply({ event }) {
      const item = "delivery" in event && event.delivery && "handlers" in event.delivery ? event.delivery : null;
      if (item === null) return;
      move((before) => waiting.changed(before, item, event, held.current, isHere));
      announce(`${item.request?.title ?? ""}: ${describeWithActor(event, language)}`);
    },
    fail: (problem) => setFailure(failures(problem)),
  });

  const latest = useRef(isHere);
  useEffect(() => void (latest.current = isHere));
  const hold = useCallback((wanted: boolean) => {
    held.current = wanted;
    if (!wanted) step((before) => waiting.settled(before, latest.current));
  }, []);
  const done = (item: InboxItem, acting: Acting, version: number | null) => {
    const next = { ...item, ...acting };
    if (version === null) return step((before) => waiting.refreshed(before, next));
    if (item.request) seen(item.request.id, version);
    move((before) => waiting.acted(before, next, isHere));
  };
  const more = async (kind: keyof Behind) => {
    const after = behind[kind];
    try {
      const page = await (kind === "open" ? openBehind(after) : pageOf(filters, ENDED, PAGE, after));
      step((before) => waiting.extended(before, page.items));
      setBehind((before) => ({ ...before, [kind]: page.next }));
    } catch (problem) {
      setFailure(failures(problem));
    }
  };
  const welcome = () => move((before) => waiting.settled(before, isHere));
  return { inbox, isLoaded: shown === key, failure, hold, done, welcome, isHere, behind, more };
}

function useOwner(): Owner {
  const { employee, departments, headOf } = useSession().viewer;
  return { employee: employee?.id, departments: departments.map(({ id }) => id), headOf: headOf.map(({ id }) => id) };
}

async function pageOf(filters: Filters, among: readonly State[], first: number, after: string | null, signal?: AbortSignal): Promise<Page> {
  const filter = conditionOf(filters, among);
  if (filter === null) return { items: [], next: null };
  const direction = among === ENDED ? "DESC" : "ASC";
  const orderBy = [{ field: "STATE_SINCE", direction } as const];
  const { nodes, pageInfo } = (await read(INBOX, { filter, orderBy, first, after }, signal)).inbox;
  return { items: nodes, next: nextOf({ pageInfo }) };
}
