import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { demoSources } from "./catalog";
import { createSourceIndex } from "./source-index";
import { type OpenSandbox, openSandbox } from "./testing";

type Listed = { id: string; name: string; type: string | null; fhir_base_url: string };

let sandbox: OpenSandbox;
beforeAll(async () => {
  sandbox = await openSandbox();
});
afterAll(() => sandbox.end());

async function list(query: Record<string, string>): Promise<{
  data: Listed[];
  has_more: boolean;
  next_cursor: string | null;
}> {
  const reply = await sandbox.call("GET", `/connections?${new URLSearchParams(query)}`);
  expect(reply.status).toBe(200);
  return Object(reply.json());
}

async function names(query: Record<string, string>): Promise<string[]> {
  return (await list({ limit: "100", ...query })).data.map(({ name }) => name);
}

describe("the catalog", () => {
  const sources = demoSources();

  it("has more than a hundred rows, each with an id of its own that never changes", () => {
    expect(sources.length).toBeGreaterThan(100);
    expect(new Set(sources.map(({ id }) => id)).size).toBe(sources.length);
    const mayo = sources.find(({ name }) => name === "Mayo Clinic");
    expect(mayo?.id).toBe("fhirsrc_HXGDSYHNZ8WVPQWZDPCWFJWYFH");
    expect(sources.every(({ id }) => id.startsWith("fhirsrc_"))).toBe(true);
  });

  it("leads to no real FHIR server and shows no logo that loads", () => {
    expect(sources.every(({ fhirBaseUrl }) => new URL(fhirBaseUrl).host.endsWith(".invalid"))).toBe(
      true,
    );
    const logos = sources.flatMap(({ logoUrl }) => logoUrl ?? []);
    expect(logos).toEqual(["https://logos.example.invalid/epic.svg"]);
  });

  it("has two brands behind one address", () => {
    const addresses = sources.map(({ fhirBaseUrl }) => fhirBaseUrl);
    expect(new Set(addresses).size).toBe(sources.length - 1);
  });

  it("has a row for every way in which a sign-in can go", () => {
    expect(new Set(sources.map(({ behaviour }) => behaviour))).toEqual(
      new Set([
        "connects",
        "refuses",
        "portal-error",
        "slow",
        "keeps-records",
        "never-returns",
        "lapses-later",
      ]),
    );
  });
});

describe("the list of sources", () => {
  it("gives ten at a time and can be read to its end", async () => {
    expect((await list({})).data).toHaveLength(10);
    const seen: Listed[] = [];
    let page = await list({ limit: "100" });
    seen.push(...page.data);
    while (page.next_cursor !== null) {
      page = await list({ limit: "100", starting_after: page.next_cursor });
      seen.push(...page.data);
    }
    expect(page.has_more).toBe(false);
    expect(new Set(seen.map(({ id }) => id)).size).toBe(demoSources().length);
  });

  it("matches a part of the name, letter case aside, and nothing else", async () => {
    expect(await names({ q: "CLEVELAND" })).toEqual(["Cleveland Clinic"]);
    expect(await names({ q: "san francisco" })).toEqual([]);
    expect(await names({ q: "st lukes" })).toEqual([]);
    expect(await names({ q: "luke’s" })).toEqual([
      "St. Luke’s Health System (Idaho & Eastern Oregon)",
    ]);
    expect(await names({ q: ".*" })).toEqual([]);
    expect(await names({ q: "Clinic\nC" })).toEqual([]);
  });

  it("keeps to one vendor, and knows that some have none", async () => {
    expect(await names({ type: "ecw" })).toEqual(["eClinicalWorks"]);
    expect(await names({ type: "no-such-vendor" })).toEqual([]);
    expect(await names({ type: "meditech", q: "hospital" })).toEqual([
      "Box Butte General Hospital",
      "The Bellevue Hospital",
    ]);
    expect((await list({ q: "Humana" })).data).toMatchObject([{ type: null }]);
  });

  it("refuses a cursor that is none of its own", async () => {
    const reply = await sandbox.call("GET", "/connections?starting_after=abc");
    expect(reply.json()).toMatchObject({
      error: { code: "invalid_data", param: "starting_after" },
    });
  });
});

describe("one source", () => {
  it("is found by its id and by its address in one path segment", async () => {
    const source = (await list({ q: "Mayo" })).data[0];
    const path = (text = "") => `/connections/${encodeURIComponent(text)}`;
    expect((await sandbox.call("GET", path(source?.id))).json()).toEqual(source);
    expect((await sandbox.call("GET", path(source?.fhir_base_url))).json()).toEqual(source);
    expect((await sandbox.call("GET", path("fhirsrc_gone"))).status).toBe(404);
  });
});

describe("a large catalog", () => {
  it("finds the same rows as looking at every name would", () => {
    const index = createSourceIndex(5000);
    expect(index.sources).toHaveLength(5000);
    expect(new Set(index.sources.map(({ id }) => id)).size).toBe(5000);
    for (const text of ["", "heart clinic 4", "e", "summit", "nothing like it"]) {
      const wanted = index.sources.filter(({ name }) => name.toLowerCase().includes(text));
      expect([...index.search(text, 0)]).toEqual(wanted);
    }
  });

  it("goes on where a page ended", () => {
    const index = createSourceIndex(500);
    const all = [...index.search("clinic", 0)];
    const third = index.positionOf(all[2]?.id ?? "");
    expect([...index.search("clinic", third + 1)]).toEqual(all.slice(3));
  });
});
