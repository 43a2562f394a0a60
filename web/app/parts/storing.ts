// What a browser keeps. Where storage is forbidden nothing is, and nothing breaks.
export function attempt<Value>(act: () => Value, otherwise: Value): Value {
  try {
    return act();
  } catch {
    return otherwise;
  }
}
