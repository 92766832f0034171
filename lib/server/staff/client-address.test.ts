import { describe, expect, it } from "vitest";
import { clientAddress } from "./client-address";

const header = "x-forwarded-for";
const quiet = () => {};

describe("the address that a request comes from", () => {
  it.each([
    ["203.0.113.7", "203.0.113.7"],
    ["10.0.0.1, 203.0.113.7", "203.0.113.7"],
    ["203.0.113.7:51234", "203.0.113.7"],
    ["::ffff:203.0.113.7", "203.0.113.7"],
    ["::FFFF:203.0.113.7", "203.0.113.7"],
    ["::ffff:cb00:7107", "203.0.113.7"],
    ["0:0:0:0:0:ffff:203.0.113.7", "203.0.113.7"],
    ["[::ffff:203.0.113.7]:51234", "203.0.113.7"],
    ["[::ffff:203.0.113.7]", "203.0.113.7"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2"],
    ["[2001:db8:1:2::6]:443", "2001:db8:1:2"],
    ["2001:0DB8:0001::7", "2001:db8:1:0"],
    ["2001:DB8::7", "2001:db8:0:0"],
    ["64:ff9b::203.0.113.7", "64:ff9b:0:0"],
    ["fe80::1%eth0", "fe80:0:0:0"],
    ["::1", "0:0:0:0"],
    ["made up", null],
    ["203.0.113.7:51234:1", null],
    ["203.0.113.777", null],
    ["[203.0.113.7", null],
    ["unknown", null],
    ["", null],
  ])("is the last that the proxy wrote: %s", (value, address) => {
    expect(clientAddress(new Headers({ [header]: value }), header, quiet)).toBe(address);
  });

  it("is not believed when no proxy is configured", () => {
    expect(clientAddress(new Headers({ [header]: "203.0.113.7" }), null)).toBeNull();
  });

  it("is told to be unusable where a header is set that says none", () => {
    const told: string[] = [];
    const tell = (cause: string) => told.push(cause);
    clientAddress(new Headers({ [header]: "203.0.113.7" }), header, tell);
    clientAddress(new Headers(), null, tell);
    expect(told).toEqual([]);
    clientAddress(new Headers({ [header]: "unknown" }), header, tell);
    clientAddress(new Headers(), header, tell);
    expect(told).toEqual(["unreadable", "missing"]);
  });
});
