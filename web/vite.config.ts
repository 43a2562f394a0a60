// Each page is an entry of its own; what pages share is bundled once. madang/server/static.py serves the result.
import { defineConfig } from "vite";

const SERVER = "http://127.0.0.1:8000";

export default defineConfig({
  base: "/static/",
  build: {
    outDir: "../madang/static",
    emptyOutDir: true,
    license: { fileName: "licenses.md" }, // of everything bundled, as those licences ask
    rolldownOptions: {
      input: { graphiql: "graphiql/index.html" },
      onLog: (level, log, handle) => log.code === "MODULE_LEVEL_DIRECTIVE" || handle(level, log),
    },
    chunkSizeWarningLimit: 4000, // the editor is one large piece
  },
  server: { proxy: { "/graphql": { target: SERVER, ws: true } } },
});
