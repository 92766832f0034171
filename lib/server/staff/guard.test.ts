import { describe, expect, it } from "vitest";
import { isOurOwnPage } from "./guard";

const hosts = ["desk.example", "localhost:3000"];

function sent(headers: Record<string, string>): boolean {
  return isOurOwnPage(new Headers(headers), hosts);
}

describe("a request to an action or handler", () => {
  it("is ours from a page of this app, and from the address bar", () => {
    expect(
      sent({
        host: "desk.example",
        origin: "https://desk.example",
        "sec-fetch-site": "same-origin",
      }),
    ).toBe(true);
    expect(sent({ host: "localhost:3000", "sec-fetch-site": "none" })).toBe(true);
    expect(sent({ host: "localhost:3000" })).toBe(true);
  });

  it.each([
    ["from another site", { host: "desk.example", "sec-fetch-site": "cross-site" }],
    ["from a sibling site", { host: "desk.example", "sec-fetch-site": "same-site" }],
    ["with an evil origin", { host: "desk.example", origin: "https://evil.example" }],
    ["with the origin null", { host: "desk.example", origin: "null" }],
    [
      "on another port of this machine",
      { host: "localhost:3000", origin: "http://localhost:8000" },
    ],
    ["under a foreign name for this machine", { host: "evil.example:3000" }],
    ["without a host", {}],
    [
      "with a forwarded host that matches the evil origin",
      { host: "desk.example", origin: "https://evil.example", "x-forwarded-host": "evil.example" },
    ],
  ])("is refused %s", (_, headers) => {
    expect(sent(headers as Record<string, string>)).toBe(false);
  });
});
