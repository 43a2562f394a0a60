// PostGraphile with its Amber preset: the tables as they are, row level security, one mutation of our own, and
// word of it as its manual says: NOTIFY with the commit, one LISTEN for all who subscribe.
import { createServer } from "node:http";
import { postgraphile } from "postgraphile";
import { jsonParse } from "postgraphile/@dataplan/json";
import { sideEffectWithPgClientTransaction } from "postgraphile/@dataplan/pg";
import { makePgService } from "postgraphile/adaptors/pg";
import { constant, context, lambda, listen, object } from "postgraphile/grafast";
import { grafserv } from "postgraphile/grafserv/node";
import { PostGraphileAmberPreset } from "postgraphile/presets/amber";
import { extendSchema, gql } from "postgraphile/utils";
import * as tables from "./tables.js";

const progress = extendSchema((build) => {
  const { deliveries, requests } = build.input.pgRegistry.pgResources;
  const { executor } = deliveries;
  return {
    typeDefs: gql`
      extend type Mutation {
        deliveryProgress(id: UUID!, percent: Int!): ProgressPayload!
      }
      extend type Subscription {
        deliveryProgressed(requestId: UUID!): DeliveryProgressed!
      }
      type DeliveryProgressed {
        delivery: ProgressedDelivery!
        request: Request
      }
      type ProgressPayload {
        delivery: ProgressedDelivery
        errors: [ProgressError!]!
      }
      type ProgressedDelivery {
        id: UUID!
        state: String!
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
            return object({ delivery: $delivery, errors: constant([]) });
          },
        },
      },
      Subscription: {
        plans: {
          deliveryProgressed: {
            subscribePlan(_, { $requestId }) {
              return listen(context().get("pgSubscriber"), lambda($requestId, topic), jsonParse);
            },
            plan: ($delivery) => $delivery,
          },
        },
      },
      DeliveryProgressed: {
        plans: {
          delivery: ($delivery) => $delivery,
          request: ($delivery) => requests.get({ id: $delivery.get("request_id") }),
        },
      },
    },
  };
});

const topic = (requestId) => `request:${requestId}`;

async function change(client, { id, percent }) {
  const [delivery] = (await client.query({ ...tables.UPDATE, values: [id, percent] })).rows;
  await client.query({ ...tables.INSERT, values: tables.event(delivery) });
  const values = [topic(delivery.request_id), JSON.stringify(delivery)];
  await client.query({ name: "notify", text: "SELECT pg_notify($1, $2)", values });
  return delivery;
}

const preset = {
  extends: [PostGraphileAmberPreset],
  plugins: [progress],
  pgServices: [makePgService({ pool: tables.newPool("staff"), schemas: ["public"] })],
  grafserv: { graphqlPath: "/graphql", graphiql: false, watch: false, websockets: true },
};

const server = createServer();
await postgraphile(preset).createServ(grafserv).addTo(server);
server.listen(Number(tables.PORT), "127.0.0.1");
