import { describe, expect, it } from "vitest";
import { fail, ok } from "@/lib/result";
import { answerOf } from "./staff-route";

describe("the answer of a handler", () => {
  it("is JSON that nobody keeps, or nothing", async () => {
    const answer = answerOf(ok({ tag: "Blue 7" }), { "Desk-Build": "b1" });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ tag: "Blue 7" });
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(answer.headers.get("desk-build")).toBe("b1");

    const nothing = answerOf(ok(null));
    expect([nothing.status, await nothing.text()]).toEqual([204, ""]);
    expect(nothing.headers.get("cache-control")).toBe("no-store");
  });

  it("is kept as long as it says, where it is made whole", () => {
    const whole = (headers = {}) => answerOf(new Response("paper", { headers }));
    expect(whole({ "Cache-Control": "private" }).headers.get("cache-control")).toBe("private");
    expect(whole().headers.get("cache-control")).toBe("no-store");
  });

  it.each([
    ["invalid-input", 400],
    ["signed-out", 401],
    ["not-our-page", 403],
    ["second-factor-needed", 403],
    ["session-not-found", 404],
    ["away", 404],
    ["link-over", 404],
    ["link-too-old", 409],
    ["not-paired", 410],
    ["rate-limited", 429],
    ["no-connection", 503],
    ["email-refused", 502],
  ])("to a failure of %s has the status %i and says why", async (kind, status) => {
    const answer = answerOf(fail({ kind, requestId: null }));
    expect(answer.status).toBe(status);
    expect(await answer.json()).toEqual({ ok: false, error: { kind, requestId: null } });
    expect(answer.headers.get("cache-control")).toBe("no-store");
  });
});
