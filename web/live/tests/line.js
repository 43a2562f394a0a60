// A server's end of the line, inside the test: what graphql-ws really says is read, and answered as told.
import { liveClient } from "../dist/index.js";

export const DOCUMENT = "subscription ($after: String) { boardEvents(after: $after) { __typename } }";
const atOnce = () => new Promise((resolve) => setImmediate(resolve));

export class Line {
  sockets = [];
  accepts = true; // new sockets
  acknowledges = true;
  cursor = "c0"; // the answer to `{ liveCursor }`; a list is an error
  asked = 0;
  opened = [];
  #streams = [];
  #awaited = [];

  client(options = {}) {
    const quick = { retryWait: atOnce, lazyCloseTimeout: 50 };
    return liveClient("ws://line/graphql", { webSocketImpl: socketsOf(this), ...quick, ...options });
  }

  /** The next subscribing that was not looked at yet: its variables, and what can be sent to it. */
  async stream() {
    if (this.#streams.length > 0) return this.#streams.shift();
    return new Promise((resolve) => this.#awaited.push(resolve));
  }

  /** As of a socket that just breaks. */
  cut() {
    this.close(1006, "");
  }

  close(code, reason = "") {
    for (const socket of this.sockets.splice(0)) socket.end(code, reason);
  }

  hear(socket, { type, id, payload }) {
    if (type === "connection_init" && !this.acknowledges) return socket.end(4403, "Forbidden");
    if (type === "connection_init") return socket.say({ type: "connection_ack" });
    if (type === "ping") return socket.say({ type: "pong" });
    if (type === "complete") return this.opened.forEach((stream) => (stream.left ||= stream.id === id));
    if (type === "subscribe" && payload.query.includes("liveCursor")) return this.#tell(socket, id);
    if (type === "subscribe") this.#open(new Stream(socket, id, payload.variables));
  }

  #open(stream) {
    this.opened.push(stream);
    const waiting = this.#awaited.shift();
    if (waiting) waiting(stream);
    else this.#streams.push(stream);
  }

  #tell(socket, id) {
    this.asked += 1;
    if (Array.isArray(this.cursor)) return socket.say({ type: "error", id, payload: this.cursor });
    socket.say({ type: "next", id, payload: { data: { liveCursor: this.cursor } } });
    socket.say({ type: "complete", id });
  }
}

class Stream {
  left = false;

  constructor(socket, id, variables) {
    Object.assign(this, { socket, id, variables });
  }

  event(position, more = {}) {
    const change = { __typename: "RequestChange", cursor: `c${position}`, position, ...more };
    this.next({ data: { boardEvents: change } });
  }

  snapshot(cursor) {
    this.next({ data: { boardEvents: { __typename: "SnapshotRequired", cursor } } });
  }

  next(payload) {
    this.socket.say({ type: "next", id: this.id, payload });
  }

  error(code) {
    this.socket.say({ type: "error", id: this.id, payload: [{ message: "아니요", extensions: { code } }] });
  }

  complete() {
    this.socket.say({ type: "complete", id: this.id });
  }
}

function socketsOf(line) {
  return class Socket {
    static CONNECTING = 0;
    static OPEN = 1;
    static CLOSING = 2;
    static CLOSED = 3;
    readyState = Socket.CONNECTING;

    constructor() {
      queueMicrotask(() => (line.accepts ? this.#open() : this.#refuse()));
    }

    send(text) {
      queueMicrotask(() => this.readyState === Socket.OPEN && line.hear(this, JSON.parse(text)));
    }

    close(code, reason) {
      this.end(code, reason);
    }

    say(message) {
      if (this.readyState === Socket.OPEN) this.onmessage?.({ data: JSON.stringify(message) });
    }

    end(code, reason) {
      if (this.readyState === Socket.CLOSED) return;
      this.readyState = Socket.CLOSED;
      this.onclose?.({ code, reason, wasClean: code !== 1006 });
    }

    #open() {
      this.readyState = Socket.OPEN;
      line.sockets.push(this);
      this.onopen?.();
    }

    #refuse() {
      this.onerror?.({ type: "error" }); // a browser tells an error first, and then the close
      this.end(1006, "");
    }
  };
}
