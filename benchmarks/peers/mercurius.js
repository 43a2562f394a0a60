// Mercurius on Fastify, with just-in-time compilation, its own loaders and its own emitter for subscriptions.
import Fastify from "fastify";
import mercurius from "mercurius";
import * as tables from "./tables.js";

const each = (load, key) => (queries) => load(queries.map(({ obj }) => obj[key]));

const resolvers = {
  DateTime: tables.DateTime,
  Query: {
    requests: async (_, { first }) => ({ nodes: await tables.newest(first) }),
    request: (_, { id }) => tables.request(id),
  },
  Request: {
    deliveries: ({ id }) => ({ requestId: id }),
    comments: ({ id }, { first }) => ({ requestId: id, first }),
  },
  CommentConnection: { nodes: ({ requestId, first }) => tables.comments(requestId, first) },
  Mutation: {
    deliveryProgress: async (_, { id, input }) => ({
      delivery: await tables.progress(id, input.percent),
      errors: [],
    }),
  },
  Subscription: {
    deliveryProgressed: { subscribe: (_, { requestId }, { pubsub }) => pubsub.subscribe(requestId) },
  },
  DeliveryProgressed: { request: ({ delivery }) => tables.request(delivery.request_id) },
};

const loaders = {
  Request: {
    requester: each(tables.employees, "requester_id"),
    requesterDepartment: each(tables.departments, "requester_department_id"),
  },
  DeliveryConnection: { nodes: each(tables.deliveries, "requestId") },
  CommentConnection: { totalCount: each(tables.commentCounts, "requestId") },
  Delivery: { department: each(tables.departments, "department_id") },
  Comment: { author: each(tables.employees, "author_id") },
};

const app = Fastify();
app.register(mercurius, { schema: tables.typeDefs, resolvers, loaders, jit: 1, subscription: true });
await app.ready();
await tables.heard((delivery) => {
  const payload = { deliveryProgressed: { delivery } };
  app.graphql.pubsub.publish({ topic: delivery.request_id, payload });
});
await app.listen({ host: "127.0.0.1", port: Number(tables.PORT) });
