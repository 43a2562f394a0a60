// A choice that this browser remembers. Storage may be forbidden or full: then it lasts as long as the page.

export interface Kept<Value extends string> {
  read(): Value;
  write(value: Value): void;
}

export function kept<Value extends string>(name: string, values: readonly Value[], usual: Value): Kept<Value> {
  const key = `madang.${name}`;
  return {
    read() {
      try {
        const found = localStorage.getItem(key);
        return values.find((value) => value === found) ?? usual;
      } catch {
        return usual;
      }
    },
    write(value) {
      try {
        localStorage.setItem(key, value);
      } catch {
        // nothing is lost but the memory of it
      }
    },
  };
}
