import { defineConfig } from "vitest/config";

export default defineConfig({ test: { include: ["{app,graphiql}/**/*.test.ts", "*.test.ts"] } });
