// Types of every document in `app`, from schema/schema.graphql: `npm run types`. Nothing of it is in the bundle.
import { readFile, writeFile } from "node:fs/promises";
import type { CodegenConfig } from "@graphql-codegen/cli";

/** The map from sources to types is generated, but keeps to itself. */
async function publish(file: string): Promise<void> {
  if (!file.endsWith("/gql.ts")) return;
  const written = await readFile(file, "utf-8");
  await writeFile(file, written.replace("\ntype Documents =", "\nexport type Documents ="));
}

const config: CodegenConfig = {
  schema: "../schema/schema.graphql",
  documents: ["app/**/*.{ts,tsx}", "!app/api/generated/**"],
  hooks: { afterOneFileWrite: publish },
  generates: {
    "app/api/generated/": {
      preset: "client",
      presetConfig: { fragmentMasking: false, gqlTagName: "graphql" },
      config: {
        useTypeImports: true,
        scalars: { Date: "string", DateTime: "string", Decimal: "string", UUID: "string" },
        avoidOptionals: { field: true },
      },
    },
    "app/api/generated/enums.ts": { plugins: ["typescript"], config: { onlyEnums: true, enumsAsConst: true } },
  },
};

export default config;
