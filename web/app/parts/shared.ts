// A value that belongs to no component: whoever shows it is drawn again when it changes.
import { useSyncExternalStore } from "react";

export interface Shared<Value> {
  get(): Value;
  set(value: Value): void;
  use(): Value;
}

export function shared<Value>(first: Value): Shared<Value> {
  let value = first;
  const listeners = new Set<() => void>();
  const get = () => value;
  const listen = (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  return {
    get,
    set(next) {
      if (Object.is(next, value)) return;
      value = next;
      listeners.forEach((listener) => listener());
    },
    use: () => useSyncExternalStore(listen, get),
  };
}
