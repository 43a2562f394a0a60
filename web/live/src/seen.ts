// Which version of a request the screen shows already, as answers of mutations have told.

const MOST = 1_000; // requests; the longest unheard of go first

export class Seen {
  readonly #versions = new Map<string, number>();

  add(id: string, version: number): void {
    const known = Math.max(version, this.#versions.get(id) ?? 0);
    this.#versions.delete(id); // so that it becomes the youngest
    this.#versions.set(id, known);
    for (const oldest of this.#versions.keys()) {
      if (this.#versions.size <= MOST) break;
      this.#versions.delete(oldest);
    }
  }

  has(id: string | undefined, version: number | undefined): boolean {
    return id !== undefined && version !== undefined && version <= (this.#versions.get(id) ?? 0);
  }
}
