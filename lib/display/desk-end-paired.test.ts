import { beforeEach, describe, expect, it, vi } from "vitest";
import { noDisplay } from "./desk-end";
import { rememberPaired } from "./paired";
import { newDesk, pass, withOwnBrowser } from "./test-desk";

withOwnBrowser();

/** A server that knows one screen. */
function stubServer(answers: { post?: number; put?: () => Response }) {
  const calls: string[] = [];
  vi.stubGlobal("fetch", async (_: string, { method = "GET", body = "" }: RequestInit) => {
    calls.push(`${method} ${String(body)}`);
    if (method === "POST") return Response.json({ id: "show-1" }, { status: answers.post ?? 200 });
    if (method === "PUT") {
      return answers.put?.() ?? Response.json({ away: false, mayDim: true });
    }
    return new Response(null, { status: 204 });
  });
  return calls;
}

describe("a screen on another device", () => {
  beforeEach(() => rememberPaired(true));

  it("is asked of the server by our id of the link, told of every beat, and cleared there", async () => {
    const calls = stubServer({});
    const { end, heard } = await newDesk();
    expect(heard.known.present).toBe(true);
    expect(await end.show()).toBe(true);
    await pass(5_000);
    expect(heard.known).toMatchObject({ shown: true, mayDim: true });
    end.clear();
    expect(calls).toEqual([
      'POST {"sessionId":"link-1"}',
      'PUT {"id":"show-1"}',
      'PUT {"id":"show-1"}',
      'DELETE {"id":"show-1"}',
    ]);
    await pass(10_000);
    expect(calls).toHaveLength(4);
  });

  it("is given up when the server says so, and kept while it cannot be asked", async () => {
    let answer = new Response(null, { status: 502 });
    stubServer({ put: () => answer });
    const { end, heard } = await newDesk();
    await end.show();
    await pass(5_000);
    expect(heard.known.shown).toBe(true);
    answer = new Response(null, { status: 404 });
    await pass(5_000);
    expect(heard.known).toMatchObject({ shown: false, lost: false });
  });

  it("shows nothing that was cleared while the server was asked (row 25)", async () => {
    const calls = stubServer({});
    const { end, heard } = await newDesk();
    const answer = end.show();
    await Promise.resolve();
    end.clear();
    expect(await answer).toBeNull();
    expect(calls).toEqual(['POST {"sessionId":"link-1"}', 'DELETE {"id":"show-1"}']);
    const again = end.show();
    await Promise.resolve();
    end.close();
    expect(await again).toBeNull();
    await pass(10_000);
    expect(calls).toHaveLength(4);
    expect(heard.known.shown).toBe(false);
  });

  it("that does not answer is said, and the code is shown here", async () => {
    stubServer({ post: 404 });
    const { end, heard } = await newDesk();
    expect(await end.show()).toBe(false);
    expect(heard.known).toMatchObject({ present: true, lost: true });
  });

  it("that is not this PC's any more is forgotten", async () => {
    stubServer({ post: 410 });
    const { end, heard } = await newDesk();
    expect(await end.show()).toBe(false);
    expect(heard.known).toEqual(noDisplay);
    expect((await newDesk()).heard.known.present).toBe(false);
  });
});
