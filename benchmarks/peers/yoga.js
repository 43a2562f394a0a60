// GraphQL Yoga with graphql-jit, DataLoader, its own pub/sub, and graphql-ws for sockets.
import { createServer } from "node:http";
import { useGraphQlJit } from "@envelop/graphql-jit";
import DataLoader from "dataloader";
import { useServer } from "graphql-ws/use/ws";
import { createPubSub, createSchema, createYoga } from "graphql-yoga";
import { WebSocketServer } from "ws";
import * as tables from "./tables.js";

const pubSub = createPubSub();

const resolvers = {
  DateTime: tables.DateTime,
  Query: {
    requests: async (_, { first }) => ({ nodes: await tables.newest(first) }),
    request: (_, { id }) => tables.request(id),
  },
  Request: {
    requester: (request, _, { employees }) => employees.load(request.requester_id),
    requesterDepartment: (request, _, { departments }) => departments.load(request.requester_department_id),
    deliveries: ({ id }) => ({ requestId: id }),
    comments: ({ id }, { first }) => ({ requestId: id, first }),
  },
  DeliveryConnection: { nodes: ({ requestId }, _, { deliveries }) => deliveries.load(requestId) },
  CommentConnection: {
    nodes: ({ requestId, first }) => tables.comments(requestId, first),
    totalCount: ({ requestId }, _, { commentCounts }) => commentCounts.load(requestId),
  },
  Delivery: { department: (delivery, _, { departments }) => departments.load(delivery.department_id) },
  Comment: { author: (comment, _, { employees }) => employees.load(comment.author_id) },
  Mutation: {
    deliveryProgress: async (_, { id, input }) => ({
      delivery: await tables.progress(id, input.percent),
      errors: [],
    }),
  },
  Subscription: {
    deliveryProgressed: {
      subscribe: (_, { requestId }) => pubSub.subscribe(requestId),
      resolve: (delivery) => ({ delivery }),
    },
  },
  DeliveryProgressed: { request: ({ delivery }) => tables.request(delivery.request_id) },
};

// graphql-jit knows no alias of a subscription's field, and takes all variables for its arguments: nobody may ask so.
// A socket outlives what it was told: its loaders gather keys, and remember nothing.
const context = ({ socket }) => {
  const options = { cache: !socket };
  return {
    departments: new DataLoader(tables.departments, options),
    employees: new DataLoader(tables.employees, options),
    deliveries: new DataLoader(tables.deliveries, options),
    commentCounts: new DataLoader(tables.commentCounts, options),
  };
};

const schema = createSchema({ typeDefs: tables.typeDefs, resolvers });
const yoga = createYoga({ schema, context, plugins: [useGraphQlJit()], graphiql: false, landingPage: false });
const server = createServer(yoga);

// As its manual says: graphql-ws, with what the plugins have made of execution.
async function onSubscribe({ extra }, _id, params) {
  const asked = { req: extra.request, socket: extra.socket, params };
  const { schema, execute, subscribe, contextFactory, parse, validate } = yoga.getEnveloped(asked);
  const document = parse(params.query);
  const errors = validate(schema, document);
  if (errors.length) return errors;
  const { operationName, variables: variableValues } = params;
  const contextValue = await contextFactory();
  return { schema, operationName, document, variableValues, contextValue, execute, subscribe };
}

useServer(
  { execute: (args) => args.execute(args), subscribe: (args) => args.subscribe(args), onSubscribe },
  new WebSocketServer({ server, path: "/graphql" }),
);
await tables.heard((delivery) => pubSub.publish(delivery.request_id, delivery));
server.listen(Number(tables.PORT), "127.0.0.1");
