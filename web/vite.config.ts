// Each page is an entry of its own; what pages share is bundled once. madang/server/static.py serves the result.
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

import { KRDS, krdsThemes } from "./krds.ts";

const SERVER = "http://127.0.0.1:8000";
const KIT = fileURLToPath(new URL("live/src/index.ts", import.meta.url));
const KRDS_STILL_IMPORTS = ["import", "global-builtin", "color-functions", "if-function"] as const;

export default defineConfig({
  base: "/static/",
  plugins: [krdsThemes()],
  resolve: { alias: { "madang-live": KIT, "@krds": KRDS } },
  css: {
    preprocessorOptions: {
      scss: { quietDeps: true, loadPaths: ["node_modules"], silenceDeprecations: [...KRDS_STILL_IMPORTS] },
    },
  },
  build: {
    outDir: "../madang/static",
    emptyOutDir: true,
    license: { fileName: "licenses.md" }, // of everything bundled, as those licences ask
    rolldownOptions: {
      input: { app: "index.html", graphiql: "graphiql/index.html" },
      onLog: (level, log, handle) => log.code === "MODULE_LEVEL_DIRECTIVE" || handle(level, log),
    },
    chunkSizeWarningLimit: 4000, // the editor is one large piece
  },
  server: {
    proxy: { "/graphql": { target: SERVER, ws: true }, "/demo": SERVER, "/attachments": SERVER, "/newsletter-files": SERVER },
  },
});
