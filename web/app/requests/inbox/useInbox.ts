// The live inbox of my departments under some filters.
import { useCallback, useEffect, useReducer, useRef, useState } from "react";

import { read } from "../../api/client";
import type { Failure } from "../../api/failures";
import { useFollowed } from "../../live/useFollowed";
import { announce } from "../../parts/announcing";
import { useFailures, useSession } from "../../session/Session";
import { useLanguage } from "../../words/language";
import type { Acting } from "../acts/documents";
import { describeWithActor } from "../timeline/describe";
import { CHANGES, INBOX, type InboxChange, type InboxItem } from "./documents";
import { addressOf, conditionOf, ENDED, fits, OPEN, type Filters, type Owner, type State } from "./filters";
import * as waiting from "./waiting";

const PAGE = 50;
const LATELY = 10; // of what has ended, at first
const MOST_PAGES = 10; // of what is open

type Step = (inbox: waiting.Inbox) => waiting.Inbox;

interface Page {
  readonly items: readonly InboxItem[];
  /** Cursor behind the last one; null if there are no more. */
  readonly next: string | null;
}

export function useInbox(filters: Filters, beforeMoving: () => void) {
  const failures = useFailures();
  const { language } = useLanguage();
  const owner = useOwner();
  const [inbox, step] = useReducer((before: waiting.Inbox, next: Step) => next(before), waiting.EMPTY);
  const [next, setNext] = useState<string | null>(null); // of what has ended
  const [shown, setShown] = useState<string>(); // the address whose inbox is on the screen
  const [failure, setFailure] = useState<Failure>();
  const held = useRef(false);
  const key = addressOf(filters);
  const isHere = (item: InboxItem) => fits(item, filters, owner, Date.now());
  const move = (change: Step) => {
    beforeMoving();
    step(change);
  };

  const { seen } = useFollowed<InboxChange>(key, {
    document: CHANGES,
    variables: () => ({}),
    async load(signal) {
      try {
        const [open, ended] = await Promise.all([allOf(filters, signal), pageOf(filters, ENDED, LATELY, null, signal)]);
        move(() => waiting.loaded([...open, ...ended.items]));
        setNext(ended.next);
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
  const more = async () => {
    try {
      const page = await pageOf(filters, ENDED, PAGE, next);
      step((before) => waiting.extended(before, page.items));
      setNext(page.next);
    } catch (problem) {
      setFailure(failures(problem));
    }
  };
  const welcome = () => move((before) => waiting.settled(before, isHere));
  return { inbox, isLoaded: shown === key, failure, hold, done, welcome, isHere, ...(next !== null && { more }) };
}

function useOwner(): Owner {
  const { employee, departments, headOf } = useSession().viewer;
  return { employee: employee?.id, departments: departments.map(({ id }) => id), headOf: headOf.map(({ id }) => id) };
}

async function allOf(filters: Filters, signal: AbortSignal): Promise<InboxItem[]> {
  const found: InboxItem[] = [];
  let after: string | null = null;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const { items, next }: Page = await pageOf(filters, OPEN, PAGE, after, signal);
    found.push(...items);
    after = next;
    if (after === null) break;
  }
  return found;
}

async function pageOf(filters: Filters, among: readonly State[], first: number, after: string | null, signal?: AbortSignal): Promise<Page> {
  const filter = conditionOf(filters, among);
  if (filter === null) return { items: [], next: null };
  const direction = among === ENDED ? "DESC" : "ASC";
  const orderBy = [{ field: "STATE_SINCE", direction } as const];
  const { nodes, pageInfo } = (await read(INBOX, { filter, orderBy, first, after }, signal)).inbox;
  return { items: nodes, next: pageInfo.hasNextPage ? pageInfo.endCursor : null };
}
