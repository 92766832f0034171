import "server-only";
import { createHash } from "node:crypto";
import type { getAdapter } from "better-auth/db/adapter";

type Adapter = Awaited<ReturnType<typeof getAdapter>>;
type Inside = Parameters<Parameters<Adapter["transaction"]>[0]>[0];
type Where = NonNullable<Parameters<Adapter["count"]>[0]["where"]>;
type Row = Record<string, unknown>;

/** What is kept of a secret that a browser or an address carries: 256 random bits need no salt. */
export function tokenHash(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}

/**
 * Keeps the tokens of signed-in sessions as hashes: who reads the database or a backup of it can
 * be nobody. better-auth itself goes on with the raw token, which it gets back with the row that
 * it asked for by it; rows found in another way carry the hash.
 */
export function withHashedTokens(adapter: Adapter): Adapter {
  return {
    ...hashing(adapter),
    transaction: (work) => adapter.transaction((inside) => work(hashing(inside))),
  } as Adapter;
}

/** Each method's generic row type says nothing about the columns, hence the widening. */
function hashing<T extends Adapter | Inside>(adapter: T): T {
  const inner = adapter as Adapter;
  const outer: Partial<Adapter> = {
    async create(call) {
      const token = tokenIn(call.model, call.data);
      if (token === null) return inner.create(call);
      const row = await inner.create<Row>({
        ...call,
        data: { ...call.data, token: tokenHash(token) },
      });
      return { ...row, token } as never;
    },
    async findOne(call) {
      return inner.findOne(hashed(call)).then((row) => withRaw(call, row) as never);
    },
    async findMany(call) {
      const rows = await inner.findMany(hashed(call));
      return rows.map((row) => withRaw(call, row)) as never;
    },
    async update(call) {
      return inner.update(hashed(call)).then((row) => withRaw(call, row) as never);
    },
    async consumeOne(call) {
      return inner.consumeOne(hashed(call)).then((row) => withRaw(call, row) as never);
    },
    async incrementOne(call) {
      return inner.incrementOne(hashed(call)).then((row) => withRaw(call, row) as never);
    },
    count: (call) => inner.count(hashed(call)),
    updateMany: (call) => inner.updateMany(hashed(call)),
    delete: (call) => inner.delete(hashed(call)),
    deleteMany: (call) => inner.deleteMany(hashed(call)),
  };
  return { ...adapter, ...outer };
}

function tokenIn(model: string, data: Row): string | null {
  return model === "session" && typeof data.token === "string" ? data.token : null;
}

function hashed<Call extends { model: string; where?: Where | undefined }>(call: Call): Call {
  if (call.model !== "session" || !call.where) return call;
  return {
    ...call,
    where: call.where.map((condition) =>
      condition.field === "token" ? { ...condition, value: hashesOf(condition.value) } : condition,
    ),
  };
}

function hashesOf(value: Where[number]["value"]): Where[number]["value"] {
  if (Array.isArray(value)) return value.map((one) => tokenHash(String(one)));
  return tokenHash(String(value));
}

/** The row as it was asked for: with the raw token when that is what it was found by. */
function withRaw(call: { model: string; where?: Where | undefined }, row: unknown): unknown {
  if (call.model !== "session" || typeof row !== "object" || row === null) return row;
  const asked = (call.where ?? [])
    .filter((condition) => condition.field === "token")
    .flatMap((condition) => condition.value)
    .map(String);
  const raw = asked.find((token) => "token" in row && tokenHash(token) === row.token);
  return raw === undefined ? row : { ...row, token: raw };
}
