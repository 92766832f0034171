import { once } from "node:events";
import { createServer } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chooseHost, nextFreePort, origin, parsePort, requirePort } from "./address.mjs";

const ipv4 = (address, internal = false) => ({ address, internal, family: "IPv4" });
const interfaces = {
  lo: [ipv4("127.0.0.1", true)],
  docker0: [ipv4("172.17.0.1")],
  wlan0: [{ address: "fe80::1", internal: false, family: "IPv6" }, ipv4("192.168.1.20")],
};
const alone = { lo: interfaces.lo };

describe("where the app listens", () => {
  it.each([
    ["loopback when nothing is asked", {}, "127.0.0.1", "127.0.0.1", false],
    ["loopback when HOST is loopback", { host: "localhost" }, "localhost", "localhost", false],
    ["the real network's address with --lan", { lan: true }, "192.168.1.20", "192.168.1.20", true],
    ["the address in HOST", { host: "10.0.0.5" }, "10.0.0.5", "10.0.0.5", true],
    ["everywhere when HOST says so", { host: "0.0.0.0" }, "0.0.0.0", "192.168.1.20", true],
    ["HOST before --lan", { host: "10.0.0.5", lan: true }, "10.0.0.5", "10.0.0.5", true],
  ])("is %s", (_title, { host, lan = false }, bind, name, open) => {
    expect(chooseHost({ lan, host }, interfaces)).toEqual({ bind, name, open });
  });

  it("is explained when --lan finds no network", () => {
    expect(() => chooseHost({ lan: true }, alone)).toThrow("in no network");
  });
});

describe("an origin", () => {
  it("has brackets round an IPv6 address", () => {
    expect(origin("127.0.0.1", 3000)).toBe("http://127.0.0.1:3000");
    expect(origin("::1", 3000)).toBe("http://[::1]:3000");
  });
});

describe("a port", () => {
  const occupant = createServer();
  let taken = 0;
  beforeAll(async () => {
    await once(occupant.listen(0, "127.0.0.1"), "listening");
    taken = occupant.address().port;
  });
  afterAll(() => occupant.close());

  it("that is taken gets a sentence with what to do", async () => {
    await expect(requirePort("127.0.0.1", taken)).rejects.toThrow(
      new RegExp(`Port ${taken} is taken[^]*PORT=\\d+ npm start`),
    );
  });

  it("that is taken is passed over for the sandbox", async () => {
    expect(await nextFreePort("127.0.0.1", taken)).toBeGreaterThan(taken);
  });

  it.each(["", "abc", "0", "65536", "80.5"])("is not %j", (text) => {
    expect(() => parsePort("PORT", text)).toThrow("PORT must be a whole number");
  });

  it("on an address of another computer is explained", async () => {
    await expect(requirePort("203.0.113.1", 3000)).rejects.toThrow("no address of this computer");
  });
});
