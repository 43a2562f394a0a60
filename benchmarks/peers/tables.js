// What the peers in Node share: the schema's text, the pool, and what is read and written.
import { readFileSync } from "node:fs";
import { GraphQLScalarType } from "graphql";
import { Redis } from "ioredis";
import pg from "pg";

export const { PORT, PGHOST, PGDATABASE, REDIS_SOCKET } = process.env;
export const CHANNEL = "peers";
export const typeDefs = readFileSync(new URL("schema.graphql", import.meta.url), "utf8");
export const redis = new Redis({ path: REDIS_SOCKET });
export const pool = newPool("madang");

export const DateTime = new GraphQLScalarType({ name: "DateTime", serialize: (at) => at.toISOString() });

export function newPool(user) {
  return new pg.Pool({ host: PGHOST, database: PGDATABASE, user, max: 10 });
}

const VISIBLE = "published_at IS NOT NULL AND restriction IS NULL";
const REQUEST = `SELECT id, title, state, updated_at AS "updatedAt", requester_id, requester_department_id
  FROM requests WHERE ${VISIBLE}`;

async function rows(name, text, ...values) {
  return (await pool.query({ name, text, values })).rows;
}

export const newest = (first) =>
  rows("newest", `${REQUEST} ORDER BY updated_at DESC, id DESC LIMIT $1`, first);

export const request = async (id) => (await rows("request", `${REQUEST} AND id = $1`, id))[0];

export const comments = (requestId, first) =>
  rows(
    "comments",
    `SELECT id, body, created_at AS "createdAt", author_id FROM comments
     WHERE request_id = $1 ORDER BY created_at, id LIMIT $2`,
    requestId,
    first,
  );

// For loaders: an answer for each key, in the order of the keys.

export const departments = (ids) =>
  byId(ids, rows("departments", "SELECT id, name FROM departments WHERE id = ANY($1)", ids));

export const employees = (ids) =>
  byId(ids, rows("employees", "SELECT id, name FROM employees WHERE id = ANY($1)", ids));

export async function deliveries(requestIds) {
  const text = `SELECT request_id, department_id, id, state, progress, version FROM deliveries
    WHERE request_id = ANY($1) ORDER BY sent_at, id`;
  const found = new Map(requestIds.map((id) => [id, []]));
  for (const row of await rows("deliveries", text, requestIds)) found.get(row.request_id).push(row);
  return requestIds.map((id) => found.get(id));
}

export async function commentCounts(requestIds) {
  const text = "SELECT request_id, count(*)::int AS count FROM comments WHERE request_id = ANY($1) GROUP BY 1";
  const counted = await rows("counts", text, requestIds);
  const found = new Map(counted.map((row) => [row.request_id, row.count]));
  return requestIds.map((id) => found.get(id) ?? 0);
}

async function byId(ids, found) {
  const known = new Map((await found).map((row) => [row.id, row]));
  return ids.map((id) => known.get(id));
}

// The change, its event with the request's next number, and word to everybody once it is committed.

export const UPDATE = {
  name: "progress",
  text: `WITH request AS (
      UPDATE requests SET version = version + 1, updated_at = now()
      WHERE id = (SELECT request_id FROM deliveries WHERE id = $1) AND ${VISIBLE} RETURNING id, version)
    UPDATE deliveries d SET progress = $2, version = request.version FROM request
    WHERE d.id = $1 RETURNING d.id, d.request_id, d.department_id, d.state, d.progress, d.version`,
};
export const INSERT = {
  name: "event",
  text: `INSERT INTO events (subject_kind, subject_id, version, kind, actor_id, occurred_at, data)
    VALUES ('request', $1, $2, 'DeliveryProgressed', NULL, now(), $3)`,
};

export function event({ id, request_id, department_id, progress, version }) {
  const data = { delivery_id: id, department_id, before: 0, after: progress, health: null, note: "" };
  return [request_id, version, JSON.stringify(data)];
}

export const announce = (delivery) => redis.publish(CHANNEL, JSON.stringify(delivery));

// Every delivery that anybody announces: one connection, however many listen.
export function heard(listener) {
  const link = redis.duplicate();
  link.on("message", (_, text) => listener(JSON.parse(text)));
  return link.subscribe(CHANNEL);
}

export async function progress(id, percent) {
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    const [delivery] = (await client.query({ ...UPDATE, values: [id, percent] })).rows;
    await client.query({ ...INSERT, values: event(delivery) });
    await client.query("COMMIT");
    await announce(delivery);
    return delivery;
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  } finally {
    client.release();
  }
}
