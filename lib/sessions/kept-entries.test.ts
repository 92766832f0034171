import { expect, it, vi } from "vitest";
import { sampleInput } from "@/test/sessions/sample-input";
import { keepEntries, keptEntries } from "./kept-entries";

/** The desk seals and opens; this one only hands back what it was given. */
function stubDesk() {
  const kept = new Map<string, unknown>();
  vi.stubGlobal("fetch", async (_path: string, { body }: { body: string }) => {
    const sent = JSON.parse(body);
    if (sent.entries) {
      kept.set("sealed", sent.entries);
      return Response.json({ sealed: "sealed" });
    }
    const entries = kept.get(sent.sealed);
    return entries ? Response.json({ entries }) : new Response(null, { status: 410 });
  });
}

it("what is typed comes back as it was, right or not, and is the same attempt", async () => {
  stubDesk();
  const entries = { ...sampleInput(), email: "not an address", lifetimeSeconds: Number.NaN };
  const sealed = await keepEntries(entries);
  expect(await keptEntries(sealed ?? "")).toEqual(entries);
});

it("is not kept, and not there, when the desk says no or nothing", async () => {
  stubDesk();
  expect(await keptEntries("of yesterday")).toBeNull();
  vi.stubGlobal("fetch", async () => Promise.reject(new TypeError("Failed to fetch")));
  expect(await keepEntries(sampleInput())).toBeNull();
});
