import { describe, expect, it } from "vitest";
import { clientAddress } from "./client-address";

const header = "x-forwarded-for";

describe("the address that a request comes from", () => {
  it.each([
    ["203.0.113.7", "203.0.113.7"],
    ["10.0.0.1, 203.0.113.7", "203.0.113.7"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2"],
    ["2001:DB8::7", "2001:db8:0:0"],
    ["::1", "0:0:0:0"],
    ["made up", null],
    ["", null],
  ])("is the last that the proxy wrote: %s", (value, address) => {
    expect(clientAddress(new Headers({ [header]: value }), header)).toBe(address);
  });

  it("is not believed when no proxy is configured (row 28)", () => {
    expect(clientAddress(new Headers({ [header]: "203.0.113.7" }), null)).toBeNull();
  });
});
