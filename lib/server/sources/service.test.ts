import { describe, expect, it } from "vitest";
import { fail, ok } from "@/lib/result";
import type { ConnectError } from "@/lib/server/connect/errors";
import type { Source } from "@/lib/sources/source";
import type { CatalogReader } from "./search";
import { createSourceCache, getSource, searchSources, sourceNames } from "./service";

const unreachable: ConnectError = { kind: "unreachable", cause: "refused", requestId: null };
const notFound: ConnectError = {
  kind: "rejected",
  status: 404,
  type: "not_found_error",
  code: "resource_not_found",
  param: null,
  requestId: "req_1",
};

/** A catalog that matches plain substrings, as the API does, and counts what it was asked. */
function catalogOf(...names: string[]) {
  const state = { asked: [] as string[], down: false };
  const sources = names.map(
    (name, index): Source => ({ id: `fhirsrc_${index}`, name, vendor: null, portalUrl: null }),
  );
  const connect: CatalogReader = {
    async listSources({ q, limit }) {
      state.asked.push(q);
      if (state.down) return fail(unreachable);
      const found = sources.filter(({ name }) => name.toLowerCase().includes(q.toLowerCase()));
      return ok({
        sources: found.slice(0, limit),
        nextCursor: found.length > limit ? "next" : null,
      });
    },
    async getSource(id) {
      state.asked.push(id);
      if (state.down) return fail(unreachable);
      const found = sources.find((source) => source.id === id);
      return found ? ok(found) : fail(notFound);
    },
  };
  const clock = { now: 0 };
  const ctx = { connect, catalog: createSourceCache(() => clock.now) };
  const search = async (text: string) => {
    const found = await searchSources(ctx, text);
    return found.ok ? found.value.sources.map((source) => source.name) : found.error.kind;
  };
  return { state, clock, ctx, search };
}

const lukes = [
  "CHI St. Luke's Health",
  "Saint Luke's Health System",
  "St. Luke's University Health Network",
  "St. Luke’s Health System (Idaho & Eastern Oregon)",
];

describe("searching", () => {
  it.each(["St Lukes", "Saint Lukes", "st. luke's", "  ST.  LUKE’S ", "saint luke"])(
    "finds every spelling of Saint Luke's for %s",
    async (text) => {
      const { search } = catalogOf("Mayo Clinic", "Luke Air Force Base", ...lukes);
      expect([...(await search(text))].sort()).toEqual([...lukes].sort());
    },
  );

  it("finds names whose blanks, dashes and order differ from what was typed", async () => {
    const { search } = catalogOf(
      "Kaiser Permanente -  Maryland/Virginia",
      "Kaiser Permanente – Georgia",
      "Ann & Robert H. Lurie Children's Hospital of Chicago",
    );
    expect(await search("kaiser permanente maryland")).toHaveLength(1);
    expect(await search("kaiser permanente - georgia")).toEqual(["Kaiser Permanente – Georgia"]);
    expect(await search("lurie childrens")).toHaveLength(1);
  });

  it("finds the middle of a word, as the API does", async () => {
    const { search } = catalogOf("Vanderbilt Health");
    expect(await search("erbil")).toEqual(["Vanderbilt Health"]);
  });

  it("lists names that begin with the text first, then words that do, then the rest", async () => {
    const { search } = catalogOf("Banner Amerco", "Our Mercy", "Mercy Two", "Mercy 10", "Mercy 9");
    expect(await search("mer")).toEqual([
      "Mercy 9",
      "Mercy 10",
      "Mercy Two",
      "Our Mercy",
      "Banner Amerco",
    ]);
  });

  it("gives each hospital once, 50 at most, and says that there are more", async () => {
    const { ctx } = catalogOf(...Array.from({ length: 60 }, (_, n) => `St. Mercy's Hospital ${n}`));
    const found = await searchSources(ctx, "St. Mercy");
    const value = found.ok ? found.value : null;
    expect(new Set(value?.sources.map((source) => source.id)).size).toBe(50);
    expect(value?.more).toBe(true);
  });

  it("asks once for a plain name, and never more than four times", async () => {
    const { state, search } = catalogOf("Mayo Clinic");
    await search("mayo");
    expect(state.asked).toEqual(["mayo"]);

    state.asked = [];
    await search("nowhere at all, some long-forgotten sanatorium");
    expect(state.asked).toHaveLength(4);
  });

  it("does not ask again for the same text in another case or spacing", async () => {
    const { state, search } = catalogOf("Mayo Clinic");
    await search("Mayo  clinic");
    expect(await search(" mayo Clinic ")).toEqual(["Mayo Clinic"]);
    expect(state.asked).toHaveLength(1);
  });

  it("answers at once from what it remembers", async () => {
    const { ctx } = catalogOf(...Array.from({ length: 100 }, (_, n) => `Mercy ${n}`));
    await searchSources(ctx, "mercy");
    const started = performance.now();
    for (let n = 0; n < 100; n++) await searchSources(ctx, "mercy");
    expect((performance.now() - started) / 100).toBeLessThan(2);
  });

  it("gives the last good list when the API is out of reach, and says so", async () => {
    const { state, clock, ctx } = catalogOf("Mayo Clinic");
    await searchSources(ctx, "mayo");
    clock.now = 6 * 60_000;
    state.down = true;
    expect(await searchSources(ctx, "mayo")).toMatchObject({
      value: { sources: [{ name: "Mayo Clinic" }], stale: true },
    });

    state.down = false;
    expect(await searchSources(ctx, "mayo")).toMatchObject({ value: { stale: false } });
  });

  it("fails when there is no last good list", async () => {
    const { state, search } = catalogOf("Mayo Clinic");
    state.down = true;
    expect(await search("mayo")).toBe("unreachable");
  });

  it("resolves a pasted id", async () => {
    const { state, search } = catalogOf("Mayo Clinic");
    expect(await search(" fhirsrc_0 ")).toEqual(["Mayo Clinic"]);
    expect(await search("fhirsrc_9")).toEqual([]);
    state.down = true;
    expect(await search("fhirsrc_8")).toBe("unreachable");
  });
});

describe("one hospital", () => {
  it("is not asked for when a search has just shown it", async () => {
    const { state, ctx, search } = catalogOf("Mayo Clinic");
    await search("mayo");
    expect(await getSource(ctx, "fhirsrc_0")).toMatchObject({
      value: { name: "Mayo Clinic" },
    });
    expect(state.asked).toEqual(["mayo"]);
  });

  it("is gone when the API says so, whatever was known before", async () => {
    const { clock, ctx } = catalogOf("Mayo Clinic");
    await getSource(ctx, "fhirsrc_0");
    clock.now = 2 * 60 * 60_000;
    const emptied = { getSource: async () => fail(notFound) };
    expect(await getSource({ ...ctx, connect: emptied }, "fhirsrc_0")).toEqual(fail(notFound));
  });
});

describe("an answer that is not the API's", () => {
  it("ends no name that was known before", async () => {
    const { clock, ctx } = catalogOf("Mayo Clinic");
    await getSource(ctx, "fhirsrc_0");
    clock.now = 2 * 60 * 60_000;
    for (const status of [403, 404, 405]) {
      const proxy: ConnectError = { ...notFound, status, type: null, code: `http_${status}` };
      const blocked = { getSource: async () => fail(proxy) };
      expect(await getSource({ ...ctx, connect: blocked }, "fhirsrc_0")).toMatchObject(
        ok({ name: "Mayo Clinic" }),
      );
    }
  });
});

describe("names", () => {
  it("are those that can be read", async () => {
    const { ctx } = catalogOf("Mayo Clinic", "Rush");
    const names = await sourceNames(ctx, ["fhirsrc_1", "fhirsrc_9", "fhirsrc_0"]);
    expect(Object.fromEntries(names)).toEqual({ fhirsrc_0: "Mayo Clinic", fhirsrc_1: "Rush" });
  });

  it("are none when the API is out of reach", async () => {
    const { state, ctx } = catalogOf("Mayo Clinic");
    state.down = true;
    expect(await sourceNames(ctx, ["fhirsrc_0"])).toEqual(new Map());
  });
});
