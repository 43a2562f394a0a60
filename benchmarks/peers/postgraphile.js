// PostGraphile with its Amber preset: the tables as they are, row level security, and one mutation of our own.
import { createServer } from "node:http";
import { postgraphile } from "postgraphile";
import { sideEffectWithPgClientTransaction } from "postgraphile/@dataplan/pg";
import { makePgService } from "postgraphile/adaptors/pg";
import { constant, object, sideEffect } from "postgraphile/grafast";
import { grafserv } from "postgraphile/grafserv/node";
import { PostGraphileAmberPreset } from "postgraphile/presets/amber";
import { extendSchema, gql } from "postgraphile/utils";
import * as tables from "./tables.js";

const progress = extendSchema((build) => {
  const { executor } = build.input.pgRegistry.pgResources.deliveries;
  return {
    typeDefs: gql`
      extend type Mutation {
        deliveryProgress(id: UUID!, percent: Int!): ProgressPayload!
      }
      type ProgressPayload {
        delivery: ProgressedDelivery
        errors: [ProgressError!]!
      }
      type ProgressedDelivery {
        id: UUID!
        progress: Int!
        version: Int!
      }
      type ProgressError {
        code: String!
      }
    `,
    objects: {
      Mutation: {
        plans: {
          deliveryProgress(_, { $id, $percent }) {
            const $asked = object({ id: $id, percent: $percent });
            const $delivery = sideEffectWithPgClientTransaction(executor, $asked, change);
            sideEffect($delivery, tables.announce);
            return object({ delivery: $delivery, errors: constant([]) });
          },
        },
      },
    },
  };
});

async function change(client, { id, percent }) {
  const [delivery] = (await client.query({ ...tables.UPDATE, values: [id, percent] })).rows;
  await client.query({ ...tables.INSERT, values: tables.event(delivery) });
  return delivery;
}

const preset = {
  extends: [PostGraphileAmberPreset],
  plugins: [progress],
  pgServices: [makePgService({ pool: tables.newPool("staff"), schemas: ["public"] })],
  grafserv: { graphqlPath: "/graphql", graphiql: false, watch: false },
};

const server = createServer();
await postgraphile(preset).createServ(grafserv).addTo(server);
server.listen(Number(tables.PORT), "127.0.0.1");
