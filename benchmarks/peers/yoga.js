// GraphQL Yoga with graphql-jit and DataLoader.
import { createServer } from "node:http";
import { useGraphQlJit } from "@envelop/graphql-jit";
import DataLoader from "dataloader";
import { createSchema, createYoga } from "graphql-yoga";
import * as tables from "./tables.js";

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
};

const context = () => ({
  departments: new DataLoader(tables.departments),
  employees: new DataLoader(tables.employees),
  deliveries: new DataLoader(tables.deliveries),
  commentCounts: new DataLoader(tables.commentCounts),
});

const schema = createSchema({ typeDefs: tables.typeDefs, resolvers });
const yoga = createYoga({ schema, context, plugins: [useGraphQlJit()], graphiql: false, landingPage: false });
createServer(yoga).listen(Number(tables.PORT), "127.0.0.1");
