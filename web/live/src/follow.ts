// Keeps a screen right: cursor first, then the state, then every event behind the cursor, once and in order.
import type { FormattedExecutionResult } from "graphql-ws";

import { Arriving } from "./arriving.js";
import { liveCursor } from "./asking.js";
import { codeOf, finality, Final, FORBIDDEN, refusalsOf, type Refusal } from "./endings.js";
import { pause, sleep, unlessAborted } from "./pauses.js";
import { readable } from "./reading.js";
import { Seen } from "./seen.js";
import type { Change, Following, FollowOptions, State, Stopped } from "./types.js";

const MOST_WAITING = 1_000; // events; with more, the stream is let go and resumed when they are applied
const FRUITLESS = 3; // failures of the server in a row, after which the state is loaded instead
const LASTING = 60_000; // milliseconds after which a round counts as a good one

export function follow<C extends Change>(options: FollowOptions<C>): Following {
  return new Follower(options);
}

type Result = FormattedExecutionResult<Record<string, unknown>, unknown>;

class Follower<C extends Change> implements Following {
  readonly stopped: Promise<Stopped>;
  readonly #options: FollowOptions<C>;
  readonly #ending = new AbortController();
  readonly #seen = new Seen();
  #state: State = { name: "connecting" };
  #cursor: string | undefined;
  #position = 0;
  #greeted = false; // the server has answered once
  #linked = false; // a socket is open
  #listening = false; // there is a stream
  #shown = false; // there is a state on the screen
  #loading: boolean; // it has to be read
  #forbidden = false;
  #tries = 0;
  #problem: unknown;

  constructor(options: FollowOptions<C>) {
    this.#options = options;
    this.#cursor = options.after;
    this.#loading = options.after === undefined;
    this.stopped = this.#run();
  }

  get state(): State {
    return this.#state;
  }

  get cursor(): string | undefined {
    return this.#cursor;
  }

  seen(id: string, version: number): void {
    this.#seen.add(id, version);
  }

  stop(): void {
    this.#ending.abort(new Final("stopped"));
  }

  async #run(): Promise<Stopped> {
    const { client } = this.#options;
    const deaf = [
      client.on("connected", () => this.#link(true)),
      client.on("closed", () => this.#link(false)),
    ];
    let final: Final | undefined;
    while (!final) final = (await this.#round()) ?? (await this.#rest());
    deaf.forEach((unlisten) => unlisten());
    const { reason, problem } = final;
    const stopped: Stopped = { name: "stopped", reason, ...(problem !== undefined && { problem }) };
    this.#show(stopped);
    return stopped;
  }

  /** Once through: cursor, state, stream. Gives what ends it for good. */
  async #round(): Promise<Final | undefined> {
    const begun = performance.now();
    try {
      await this.#greet();
      await this.#load();
      await this.#listen();
      return undefined;
    } catch (problem) {
      if (performance.now() - begun > LASTING) this.#tries = 0;
      return this.#judge(problem);
    }
  }

  async #rest(): Promise<Final | undefined> {
    this.#update();
    try {
      await sleep((this.#options.pause ?? pause)(this.#tries++), this.#ending.signal);
      return undefined;
    } catch (problem) {
      return finality(problem);
    }
  }

  async #greet(): Promise<void> {
    if (this.#cursor !== undefined && this.#greeted) return;
    const now = await liveCursor(this.#options.client, this.#ending.signal);
    this.#greeted = this.#linked = true;
    if (this.#cursor !== undefined) return;
    this.#cursor = now;
    this.#loading = true;
  }

  async #load(): Promise<void> {
    const { signal } = this.#ending;
    signal.throwIfAborted();
    if (this.#loading) {
      this.#update();
      await unlessAborted(this.#options.load(signal), signal);
      this.#position = 0; // the log may be another one
      this.#loading = false;
    }
    this.#shown = true;
  }

  /** Applies events until there are no more, which throws, or returns because the state has to be loaded. */
  async #listen(): Promise<void> {
    const { signal } = this.#ending;
    const arriving = new Arriving<Result>(MOST_WAITING);
    const drop = () => arriving.drop(signal.reason);
    signal.addEventListener("abort", drop);
    const dispose = this.#options.client.subscribe<Record<string, unknown>>(this.#payload(), {
      next: (result) => arriving.add(result) || leave(),
      error: (problem) => arriving.end(problem),
      complete: () => arriving.end(new Final("ended")),
    });
    const leave = () => {
      dispose(); // also after an error: graphql-ws keeps count of who needs the socket
      this.#listening = false;
      this.#update();
    };
    this.#listening = true;
    this.#update();
    try {
      while (await this.#take(await arriving.take()));
    } finally {
      leave();
      signal.removeEventListener("abort", drop);
    }
  }

  /** graphql-ws writes the same payload again after a break: by then `after` is another one. */
  #payload() {
    const { document, variables } = this.#options;
    const given = () => (typeof variables === "function" ? variables() : variables);
    return { query: document, variables: { toJSON: () => ({ ...given(), after: this.#cursor }) } };
  }

  /** False if the state has to be loaded. */
  async #take({ data, errors }: Result): Promise<boolean> {
    const refusals = (errors ?? []) as readonly Refusal[];
    const item = Object.values(data ?? {})[0];
    if (item === undefined || item === null) return this.#beginAnew(undefined, refusals);
    const { cursor, position } = readable(item);
    if (position === undefined) return this.#beginAnew(cursor);
    if (position <= this.#position) return true;
    await this.#apply(item as C, refusals);
    this.#cursor = cursor;
    this.#position = position;
    this.#tries = 0;
    return true;
  }

  /** Without a cursor, for an event that cannot be read: the state has it in it. */
  #beginAnew(cursor: string | undefined, problem?: unknown): false {
    this.#cursor = cursor;
    this.#problem = problem;
    this.#loading = true;
    return false;
  }

  async #apply(change: C, errors: readonly Refusal[]): Promise<void> {
    if (this.#seen.has(change.request?.id, change.event?.version)) return;
    try {
      await this.#options.apply(change, errors);
    } catch (problem) {
      throw new Final("failed", problem);
    }
  }

  #judge(problem: unknown): Final | undefined {
    const final = finality(problem);
    if (final) return final;
    if (codeOf(problem) === FORBIDDEN) {
      if (this.#forbidden) return new Final("signed-out", problem);
      this.#forbidden = true; // a token ran out: once more with a fresh one
    }
    if (refusalsOf(problem) && this.#tries >= FRUITLESS) this.#cursor = undefined;
    this.#problem = problem;
    return undefined;
  }

  #link(linked: boolean): void {
    this.#linked = linked;
    if (linked) this.#forbidden = false;
    this.#update();
  }

  #update(): void {
    const live = this.#linked && this.#listening;
    if (live) this.#problem = undefined;
    const problem = this.#problem !== undefined && { problem: this.#problem };
    if (live) this.#show({ name: "live" });
    else this.#show({ name: this.#shown ? "behind" : "connecting", ...problem });
  }

  #show(state: State): void {
    const before = this.#state;
    this.#state = state;
    const same = before.name === state.name && "problem" in before === "problem" in state;
    if (!same) this.#options.onState?.(state);
  }
}
