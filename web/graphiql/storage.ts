// What GraphiQL may remember in the browser: everything but headers, which may hold a token.
// Its own setting against persisted headers does not reach its history.
const WITH_HEADERS = new Set(["graphiql:tabState", "graphiql:queries", "graphiql:favorites"]);
const ONLY_HEADERS = "graphiql:headers";

export const storage = {
  getItem: (key: string) => localStorage.getItem(key),
  removeItem: (key: string) => localStorage.removeItem(key),
  setItem(key: string, value: string) {
    if (key !== ONLY_HEADERS) {
      localStorage.setItem(key, WITH_HEADERS.has(key) ? withoutHeaders(value) : value);
    }
  },
  clear: () => ours().forEach((key) => localStorage.removeItem(key)),
  get length() {
    return ours().length;
  },
};

function withoutHeaders(json: string): string {
  return JSON.stringify(JSON.parse(json), (key, value) => (key === "headers" ? undefined : value));
}

function ours(): string[] {
  return Object.keys(localStorage).filter((key) => key.startsWith("graphiql:"));
}
