import { beforeEach, describe, expect, it, vi } from "vitest";
import { whyNoAnswer, whyNotLoaded } from "./no-answer";

/** What `/api/health` answers: a build, another page, or nothing at all. */
let health: () => Promise<Response>;
const answers = (build: string) => async () => Response.json({ ok: true, build });
const proxyPage = (status: number) => async () =>
  new Response("<!doctype html><title>Sign in to the network</title>", { status });

beforeEach(() => {
  health = answers("mine");
  vi.stubGlobal("document", { documentElement: { dataset: { build: "mine" } } });
  vi.stubGlobal("fetch", () => health());
});

/** As Next throws it for 409 with `x-nextjs-action-not-found: 1`. */
function unknownAction() {
  const error = new Error('Server Action "7f" was not found on the server.');
  error.name = "UnrecognizedActionError";
  return error;
}

describe("an action without an answer", () => {
  it("that this build of the desk does not know was certainly not sent", async () => {
    health = answers("another");
    expect(await whyNoAnswer(unknownAction())).toMatchObject({ kind: "page-too-old", sent: false });
  });

  it("that failed on the server is the desk's own fault", async () => {
    const thrown = Object.assign(new Error("An error occurred"), { digest: "123" });
    expect(await whyNoAnswer(thrown)).toMatchObject({ kind: "answer-lost", by: "desk" });
  });

  it.each([
    ["the desk as it was", answers("mine")],
    ["another build", answers("another")],
    ["a page of a proxy", proxyPage(200)],
    ["a proxy that reaches nobody", proxyPage(502)],
  ])("was lost on the way when %s answers: it may have been done", async (_name, answer) => {
    health = answer;
    const strange = new Error("An unexpected response was received from the server.");
    expect(await whyNoAnswer(strange)).toMatchObject({ kind: "answer-lost", by: "way" });
  });

  it("has no connection when nobody answers at all", async () => {
    health = () => Promise.reject(new TypeError("Failed to fetch"));
    expect(await whyNoAnswer(new TypeError("Failed to fetch"))).toMatchObject({
      kind: "no-connection",
    });
  });
});

describe("a part of the page that does not load", () => {
  it.each([
    ["the desk was updated", answers("another"), "page-too-old"],
    ["a proxy answers", proxyPage(502), "page-too-old"],
    ["it is missing", answers("mine"), "page-too-old"],
    ["nobody answers", () => Promise.reject(new TypeError("Failed to fetch")), "no-connection"],
  ] as const)("is told apart when %s", async (_name, answer, kind) => {
    health = answer;
    expect((await whyNotLoaded()).kind).toBe(kind);
  });
});

it("a page learns from any answer that it is old, and says so once", async () => {
  vi.resetModules();
  const fresh = await import("./page-age");
  let told = 0;
  const stop = fresh.onPageAge(() => {
    told += 1;
  });
  fresh.noteBuild(null);
  fresh.noteBuild("mine");
  expect([fresh.isPageOld(), told]).toEqual([false, 0]);
  fresh.noteBuild("another");
  fresh.noteBuild("mine");
  expect([fresh.isPageOld(), told]).toEqual([true, 1]);
  stop();
});
