import { describe, expect, it } from "vitest";
import { ourSources } from "@/test/our-sources";
import { readBody, readJson } from "./read-body";

const address = "http://localhost:3000/api/display/code";

/** A request whose body comes in pieces. @param pieces when they run out and it has no end, it hangs */
function sent(pieces: string[], { ends = true, headers = {} } = {}) {
  const seen = { pulled: 0, cancelled: false };
  const body = new ReadableStream<Uint8Array>(
    {
      pull: (controller) => {
        const piece = pieces[seen.pulled];
        seen.pulled += 1;
        if (piece !== undefined) controller.enqueue(new TextEncoder().encode(piece));
        else if (ends) controller.close();
        else return new Promise(() => {});
      },
      cancel: () => {
        seen.cancelled = true;
      },
    },
    { highWaterMark: 0 },
  );
  const request = new Request(address, { method: "POST", body, headers, ...{ duplex: "half" } });
  return { request, seen };
}

async function refusal(read: Awaited<ReturnType<typeof readJson>>) {
  if (read.ok) throw new Error("It was read.");
  const answer: { ok: boolean; error: { fields: { message: string }[] } } = await read.error.json();
  return [read.error.status, answer.ok, answer.error.fields[0]?.message];
}

describe("what a handler is sent", () => {
  it("is read as JSON, in however many pieces it comes", async () => {
    expect(await readJson(sent(['{"a":', "[1,", '"ü"]}']).request)).toEqual({
      ok: true,
      value: { a: [1, "ü"] },
    });
  });

  it("is an empty object where a POST has no body, as when a tablet asks for a code", async () => {
    for (const request of [sent([]).request, new Request(address, { method: "POST" })]) {
      expect(await readJson(request)).toEqual({ ok: true, value: {} });
    }
  });

  it("may be as long as is read there, and not a byte longer", async () => {
    const text = JSON.stringify("x".repeat(1022));

    expect((await readJson(sent([text]).request, 1024)).ok).toBe(true);
    expect(await refusal(await readJson(sent([text, " "]).request, 1024))).toEqual([
      413,
      false,
      "More was sent than the 1 KiB that are read here. Nothing was changed.",
    ]);
  });

  it("is read no further once it is too long", async () => {
    const { request, seen } = sent(Array.from({ length: 1000 }, () => "x".repeat(512)));

    expect(await readBody(request, 1024)).toEqual({ ok: false, error: "too-large" });
    expect(seen).toEqual({ pulled: 3, cancelled: true });
  });

  it("is not read at all when it says itself that it is too long", async () => {
    const { request, seen } = sent(["1"], { headers: { "content-length": "20000" } });

    expect((await refusal(await readJson(request)))[0]).toBe(413);
    expect(seen.pulled).toBe(0);
  });

  it("is waited for no longer than it may take, and then let go", async () => {
    const { request, seen } = sent(['{"a":'], { ends: false });

    expect(await refusal(await readJson(request, 1024, 20))).toEqual([
      408,
      false,
      "What was sent did not arrive within 0.02 seconds. Nothing was changed.",
    ]);
    expect(seen.cancelled).toBe(true);
  });

  it.each([" ", "{", "a=1", '{"a":1}}'])(
    "is told apart from what is no JSON, such as %j",
    async (text) => {
      expect(await refusal(await readJson(sent([text]).request))).toEqual([
        400,
        false,
        "What was sent cannot be read: it is not JSON. Nothing was changed.",
      ]);
    },
  );
});

const readsByItself = /\brequest\.(json|text|formData|arrayBuffer|blob|bytes|body)\b/;

it("no handler reads what it was sent in another way", () => {
  const others = ourSources()
    .filter(({ path }) => /^(app\/.*route\.ts|lib\/server\/.*\.ts)$/.test(path))
    .filter(({ path }) => !path.endsWith(".test.ts") && path !== "lib/server/read-body.ts")
    .filter(({ text }) => readsByItself.test(text));

  expect(others.map(({ path }) => path)).toEqual([]);
});
