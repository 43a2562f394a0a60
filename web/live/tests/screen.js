// A page that writes down what it is told, and lets a test wait for it.
import { follow } from "../dist/index.js";
import { DOCUMENT } from "./line.js";

export class Screen {
  said = []; // "load", positions, and names of states, in order
  #woken = [];

  constructor(line, options = {}) {
    this.following = follow({
      client: line.client(options.client),
      document: DOCUMENT,
      load: () => this.say("load"),
      apply: (change) => this.say(change.position),
      onState: (state) => this.say(state.name),
      pause: () => 0,
      ...options.follow?.(this),
    });
  }

  say(word) {
    this.said.push(word);
    for (const wake of this.#woken.splice(0)) wake();
  }

  /** Everything that was said until that word, once what it belongs to is done. */
  async until(word) {
    while (!this.said.includes(word)) await new Promise((resolve) => this.#woken.push(resolve));
    await new Promise((resolve) => setImmediate(resolve));
    return this.said;
  }

  get applied() {
    return this.said.filter((word) => typeof word === "number");
  }
}

/** Once nothing is left to do at once. */
export function settled() {
  return new Promise((resolve) => setTimeout(resolve));
}
