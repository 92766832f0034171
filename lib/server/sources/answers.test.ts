import { describe, expect, it } from "vitest";
import { fail, ok } from "@/lib/result";
import type { ConnectError } from "@/lib/server/connect/errors";
import { answerOf } from "@/lib/server/staff-route";
import { missingCall, notFound } from "@/test/sessions/fake-connect";
import { answerSearch, answerSource, searchQuerySchema } from "./answers";
import type { CatalogReader } from "./search";
import { type CatalogCtx, createSourceCache } from "./service";

const mayo = { id: "fhirsrc_1", name: "Mayo Clinic", vendor: "epic", portalUrl: null };

const working: CatalogReader = {
  listSources: async () => ok({ sources: [mayo], nextCursor: null }),
  getSource: async () => ok(mayo),
};

function failingWith(error: ConnectError): CatalogReader {
  return { listSources: async () => fail(error), getSource: async () => fail(error) };
}

/** What a browser gets that searches. */
async function search(q: string, connect: CatalogReader, catalog = createSourceCache()) {
  return answerOf(await answerSearch({ connect, catalog }, { q }));
}

async function read(id: string, connect: CatalogReader) {
  const ctx: CatalogCtx = { connect, catalog: createSourceCache() };
  return answerOf(await answerSource(ctx, { id }));
}

function rejected(status: number): ConnectError {
  return { kind: "rejected", status, type: null, code: "x", param: null, requestId: "req_1" };
}

describe("search answer", () => {
  it("is a list that the browser may keep for itself", async () => {
    const answer = await search("mayo", working);
    expect(await answer.json()).toEqual({ sources: [mayo], more: false, stale: false });
    expect(answer.headers.get("cache-control")).toBe("private, max-age=300");
  });

  it("is not kept when it is only the last good one", async () => {
    let now = 0;
    const cache = createSourceCache(() => now);
    await search("mayo", working, cache);
    now = 60 * 60_000;
    const answer = await search("mayo", failingWith(rejected(502)), cache);
    expect(await answer.json()).toMatchObject({ sources: [mayo], stale: true });
    expect(answer.headers.get("cache-control")).toBe("no-store");
  });

  it("is kept nowhere when no hospital is called so: it may be a patient ID", async () => {
    const empty = { ...working, listSources: async () => ok({ sources: [], nextCursor: null }) };
    const answer = await search("MRN10023", empty);
    expect(answer.headers.get("cache-control")).toBe("no-store");
  });

  it("is for a text no longer than any name", () => {
    expect(searchQuerySchema.safeParse({ q: "x".repeat(100) }).success).toBe(true);
    expect(searchQuerySchema.safeParse({ q: "x".repeat(101) }).success).toBe(false);
  });

  it.each<[ConnectError, number, string]>([
    [rejected(401), 502, "key-refused"],
    [rejected(400), 502, "not-answering"],
    [{ ...missingCall, requestId: "req_1" }, 502, "not-answering"],
    [{ kind: "unreachable", cause: "refused", requestId: "req_1" }, 503, "no-connection"],
    [
      { kind: "rate-limited", retryAfterSeconds: 5, code: "throttled", requestId: "req_1" },
      429,
      "rate-limited",
    ],
    [
      {
        kind: "unknown-outcome",
        cause: "not-json",
        status: 200,
        type: null,
        code: null,
        requestId: "req_1",
      },
      502,
      "not-answering",
    ],
  ])("says why it failed and is not kept: %j", async (error, status, kind) => {
    const answer = await search("mayo", failingWith(error));
    expect(answer.status).toBe(status);
    expect(await answer.json()).toEqual({ ok: false, error: { kind, requestId: "req_1" } });
    expect(answer.headers.get("cache-control")).toBe("no-store");
  });
});

describe("answer for one hospital", () => {
  it("is the hospital", async () => {
    const answer = await read("fhirsrc_1", working);
    expect(await answer.json()).toEqual({ source: mayo });
  });

  it("is a 404 when the catalog does not have it", async () => {
    const answer = await read("fhirsrc_2", failingWith(notFound));
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({
      error: { kind: "source-gone", requestId: "req_404" },
    });
  });

  it.each(["../patients/1", "sess_1", "https://fhir.example.org/R4", "__proto__", ""])(
    "is a 404 for %j, and nothing is asked",
    async (id) => {
      const unused = failingWith(rejected(500));
      expect((await read(id, unused)).status).toBe(404);
    },
  );
});
