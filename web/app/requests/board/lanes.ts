// What stands on the board and where, as pure steps from one state to the next.
// Cards change where they are at once; they move, come and go only when that cannot disturb the reader.
import { nextOf } from "../../api/paging";
import type { EventLine } from "../timeline/documents";
import type { BoardChange, Count, Item } from "./documents";
import { divisionsOf, type Filters, type State } from "./filters";

export interface Lane {
  readonly key: string;
  readonly states: readonly State[];
  readonly ids: readonly string[];
  /** Cursor behind the last one; null if there are no more. */
  readonly next: string | null;
}

export interface Board {
  readonly items: ReadonlyMap<string, Item>;
  readonly lanes: readonly Lane[];
  readonly counts: ReadonlyMap<State, number>;
  /** New ones that wait until the reader wants them, newest first. */
  readonly arrived: readonly string[];
  /** Those that no longer belong here. */
  readonly gone: ReadonlySet<string>;
  /** What happened to each since it was loaded. */
  readonly hints: ReadonlyMap<string, EventLine>;
}

export interface Page {
  readonly nodes: readonly Item[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

const STRETCH = 6;

export const EMPTY: Board = {
  items: new Map(),
  lanes: [],
  counts: new Map(),
  arrived: [],
  gone: new Set(),
  hints: new Map(),
};

export function loaded(filters: Filters, pages: readonly Page[], counts: readonly Count[]): Board {
  const items = new Map(pages.flatMap(({ nodes }) => nodes).map((item) => [item.id, item]));
  const lanes = divisionsOf(filters).map(({ key, states }, at) => laneOf(key, states, pages[at]));
  return counted({ ...EMPTY, items, lanes }, counts);
}

export function counted(board: Board, counts: readonly Count[]): Board {
  return { ...board, counts: new Map(counts.map(({ state, count }) => [state, count])) };
}

export function extended(board: Board, key: string, page: Page): Board {
  const known = new Set(board.lanes.flatMap(({ ids }) => ids));
  const fresh = page.nodes.filter(({ id }) => !known.has(id));
  const items = new Map([...board.items, ...fresh.map((item) => [item.id, item] as const)]);
  const lanes = board.lanes.map((lane) =>
    lane.key === key ? { ...lane, ids: [...lane.ids, ...fresh.map(({ id }) => id)], next: nextOf(page) } : lane,
  );
  return { ...board, items, lanes, arrived: board.arrived.filter((id) => !fresh.some((item) => item.id === id)) };
}

/** An event of the stream; `held`: the reader is among the cards. */
export function changed(board: Board, { request, event, matches }: BoardChange, held: boolean): Board {
  if (!request) return board;
  const { id } = request;
  const before = board.items.get(id);
  if (before && before.version > request.version) return board;
  const isShown = board.lanes.some(({ ids }) => ids.includes(id));
  if (!matches && !isShown) return { ...board, arrived: board.arrived.filter((one) => one !== id) };
  const gone = new Set(board.gone);
  if (matches) gone.delete(id);
  else gone.add(id);
  const next: Board = {
    ...board,
    items: new Map(board.items).set(id, request),
    hints: new Map(board.hints).set(id, event),
    arrived: isShown ? board.arrived : [id, ...board.arrived.filter((one) => one !== id)],
    gone,
  };
  return held ? next : settled(next);
}

/** Whether the numbers above the lanes may be others now. */
export function mayRecount(board: Board, { request, matches }: BoardChange): boolean {
  const before = request && board.items.get(request.id);
  return !before || before.state !== request.state || !matches;
}

/** Every card where it belongs. What has just moved stands on top. */
export function settled(board: Board): Board {
  const moved: string[] = [];
  const staying = board.lanes.map((lane) => {
    const ids = lane.ids.filter((id) => {
      if (board.gone.has(id)) return false;
      if (belongs(board, lane, id)) return true;
      moved.push(id);
      return false;
    });
    return ids.length === lane.ids.length ? lane : { ...lane, ids };
  });
  if (moved.length === 0 && board.gone.size === 0) return board;
  const lanes = staying.map((lane) => onTop(lane, moved.filter((id) => belongs(board, lane, id))));
  return { ...board, lanes, gone: new Set() };
}

/** The reader wants to see what has arrived. */
export function welcomed(board: Board): Board {
  const lanes = board.lanes.map((lane) => onTop(lane, board.arrived.filter((id) => belongs(board, lane, id))));
  return settled({ ...board, lanes, arrived: [] });
}

export function total(board: Board, states: readonly State[]): number {
  return states.reduce((sum, state) => sum + (board.counts.get(state) ?? 0), 0);
}

/** The same IDs in runs that fill whole rows, however many cards stand in a row: one, two or three. */
export function stretches(ids: readonly string[]): string[][] {
  const count = Math.ceil(ids.length / STRETCH);
  return Array.from({ length: count }, (_, at) => ids.slice(at * STRETCH, (at + 1) * STRETCH));
}

function laneOf(key: string, states: readonly State[], page: Page | undefined): Lane {
  const ids = page?.nodes.map(({ id }) => id) ?? [];
  return { key, states, ids, next: page ? nextOf(page) : null };
}

function belongs(board: Board, lane: Lane, id: string): boolean {
  const item = board.items.get(id);
  return item !== undefined && lane.states.includes(item.state);
}

function onTop(lane: Lane, ids: readonly string[]): Lane {
  return ids.length > 0 ? { ...lane, ids: [...ids, ...lane.ids] } : lane;
}
