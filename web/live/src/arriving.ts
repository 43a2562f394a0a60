// What has come and was not taken yet: between a socket that pushes and a screen that takes its time.

/** The stream was let go because too much waited; what is still here comes first, then this. */
export class TooMany extends Error {}

export class Arriving<T> {
  readonly #most: number;
  #waiting: T[] = [];
  #end: { readonly problem: unknown } | undefined;
  #wake: () => void = () => undefined;

  constructor(most: number) {
    this.#most = most;
  }

  /** False once there is no room: whatever comes now has to be asked for again. */
  add(item: T): boolean {
    if (this.#end) return false;
    if (this.#waiting.length >= this.#most) {
      this.end(new TooMany());
      return false;
    }
    this.#waiting.push(item);
    this.#wake();
    return true;
  }

  /** Nothing more comes. The first reason counts. */
  end(problem: unknown): void {
    this.#end ??= { problem };
    this.#wake();
  }

  /** Nobody wants what is waiting. */
  drop(problem: unknown): void {
    this.#waiting = [];
    this.#end = { problem };
    this.#wake();
  }

  /** The next one, in order. Throws why there are no more. */
  async take(): Promise<T> {
    for (;;) {
      if (this.#waiting.length > 0) return this.#waiting.shift() as T;
      if (this.#end) throw this.#end.problem;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}
