// The example operations as tabs, in the order of their file names; `01-board.json` holds the variables of `01-board.graphql`.
const operations = import.meta.glob<string>("./examples/*.graphql", {
  query: "?raw",
  import: "default",
  eager: true,
});
const variables = import.meta.glob<string>("./examples/*.json", {
  query: "?raw",
  import: "default",
  eager: true,
});

export const examples = Object.keys(operations)
  .sort()
  .map((path) => ({
    query: operations[path]!,
    variables: variables[path.replace(/\.graphql$/, ".json")] ?? "",
  }));
