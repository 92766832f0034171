import { beforeEach, describe, expect, it, vi } from "vitest";
import { arrive, newDesk, pass, withOwnBrowser } from "@/test/display/test-desk";
import { noDisplay } from "./desk-end";
import { rememberPaired } from "./paired";

withOwnBrowser();

/** A server that knows one screen. */
function stubServer(answers: { show?: number; beat?: () => Response }) {
  const calls: string[] = [];
  vi.stubGlobal("fetch", async (address: string, { method = "GET", body = "" }: RequestInit) => {
    const call = `${method} ${address.replace("/api/display/", "")}`;
    calls.push(`${call} ${String(body)}`);
    if (call === "POST shown") {
      return Response.json({ id: "show-1" }, { status: answers.show ?? 200 });
    }
    if (call === "POST still-shown") {
      return answers.beat?.() ?? Response.json({ away: false, mayDim: true });
    }
    return new Response(null, { status: call === "POST cleared" ? 204 : 405 });
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
    await arrive();
    expect(calls).toEqual([
      'POST shown {"sessionId":"link-1"}',
      'POST still-shown {"id":"show-1"}',
      'POST still-shown {"id":"show-1"}',
      'POST cleared {"id":"show-1"}',
    ]);
    await pass(10_000);
    expect(calls).toHaveLength(4);
  });

  it("is given up when the server says so, and kept while it cannot be asked", async () => {
    let answer = new Response(null, { status: 502 });
    stubServer({ beat: () => answer });
    const { end, heard } = await newDesk();
    await end.show();
    await pass(5_000);
    expect(heard.known.shown).toBe(true);
    answer = new Response(null, { status: 404 });
    await pass(5_000);
    expect(heard.known).toMatchObject({ shown: false, lost: false });
  });

  it("shows nothing that was cleared while the server was asked", async () => {
    const calls = stubServer({});
    const { end, heard } = await newDesk();
    const answer = end.show();
    await Promise.resolve();
    end.clear();
    expect(await answer).toBeNull();
    await arrive();
    expect(calls).toEqual(['POST shown {"sessionId":"link-1"}', 'POST cleared {"id":"show-1"}']);
    const again = end.show();
    await Promise.resolve();
    end.close();
    expect(await again).toBeNull();
    await pass(10_000);
    expect(calls).toHaveLength(4);
    expect(heard.known.shown).toBe(false);
  });

  it("that does not answer is said, and the code is shown here", async () => {
    stubServer({ show: 404 });
    const { end, heard } = await newDesk();
    expect(await end.show()).toBe(false);
    expect(heard.known).toMatchObject({ present: true, lost: true });
  });

  it("that is not this PC's any more is forgotten", async () => {
    stubServer({ show: 410 });
    const { end, heard } = await newDesk();
    expect(await end.show()).toBe(false);
    expect(heard.known).toEqual(noDisplay);
    expect((await newDesk()).heard.known.present).toBe(false);
  });
});
