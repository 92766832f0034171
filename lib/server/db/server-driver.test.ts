import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { sql } from "kysely";
import { describe, expect, inject, it } from "vitest";
import { afterThisFile } from "@/test/db/test-clean-up";
import { openPostgres } from "./postgres";

const postgresUrl = inject("postgresUrl");

/** Stands in front of the tests' Postgres, and can leave every byte lie: a server that is frozen. */
async function freezer() {
  const target = new URL(postgresUrl);
  const sockets = new Set<Socket>();
  let isFrozen = false;
  const server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on("data", (bytes) => isFrozen || to.write(bytes));
      from.on("error", () => {});
      from.on("close", () => to.destroy());
    }
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  afterThisFile(async () => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  const address = server.address();
  if (typeof address !== "object" || !address) throw new Error("It listens nowhere.");
  const url = new URL(postgresUrl);
  url.host = `127.0.0.1:${address.port}`;
  return {
    url: url.href,
    freeze(frozen: boolean) {
      isFrozen = frozen;
    },
    stop() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

const soon = { connectionTimeoutMillis: 300, query_timeout: 300, max: 1 };

async function open(limits = {}) {
  const front = await freezer();
  const db = await openPostgres(front.url, { ...soon, ...limits });
  afterThisFile(() => db.destroy());
  return { ...front, db, ask: () => sql<{ one: number }>`select 1 as one`.execute(db) };
}

describe.skipIf(!postgresUrl)("a Postgres", { timeout: 60_000 }, () => {
  it("that is frozen ends each question, and is asked on another connection later", async () => {
    const { ask, freeze } = await open();
    await ask();

    freeze(true);
    await expect(ask()).rejects.toMatchObject({
      ...{ name: "DatabaseTrouble", trouble: "no answer in time", operation: "select" },
    });
    await expect(ask()).rejects.toMatchObject({
      trouble: "no answer in time",
      operation: "connect",
    });

    freeze(false);
    expect((await ask()).rows).toEqual([{ one: 1 }]);
  });

  it("that is frozen in the middle of a transaction ends it, with the first reason", async () => {
    const { db, ask, freeze } = await open();
    const doing = db.transaction().execute(async (tx) => {
      await tx.updateTable("meta").set({ value: "" }).execute();
      freeze(true);
      await tx.updateTable("meta").set({ value: "" }).execute();
    });

    await expect(doing).rejects.toMatchObject({ operation: "update meta" });
    freeze(false);
    expect((await ask()).rows).toEqual([{ one: 1 }]);
  });

  it("that goes away between two statements ends neither the process nor the next question", async () => {
    const { db, ask } = await open({ max: 2, connectionTimeoutMillis: 5_000 });
    const doing = db.transaction().execute(async (tx) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
      await sql`select pg_terminate_backend(${rows[0]?.pid})`.execute(db);
      await sql`select 1`.execute(tx);
    });

    await expect(doing).rejects.toMatchObject({ trouble: "not reached" });
    expect((await ask()).rows).toEqual([{ one: 1 }]);
  });

  it("that is not there is not reached", async () => {
    const { ask, stop } = await open();
    stop();

    await expect(ask()).rejects.toMatchObject({ trouble: "not reached" });
    await expect(ask()).rejects.toMatchObject({ trouble: "not reached", code: "ECONNREFUSED" });
    await expect(openPostgres("postgres://desk@127.0.0.1:1/desk")).rejects.toMatchObject({
      ...{ trouble: "not reached", operation: "connect", code: "ECONNREFUSED" },
    });
  });
});
