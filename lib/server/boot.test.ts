import { describe, expect, it } from "vitest";
import { refuseOpenDoor } from "./boot";

const next = ["/usr/bin/node", "/app/node_modules/.bin/next"];

describe("a desk without sign-in", () => {
  it.each([
    ["-H", "127.0.0.1"],
    ["--hostname", "127.0.0.1"],
    ["-H", "192.168.1.5"],
    ["-H", "0.0.0.0"],
  ])("starts with %s %s when HOST says the same", (flag, host) => {
    expect(() => refuseOpenDoor([...next, "start", flag, host, "-p", "3000"], host)).not.toThrow();
  });

  it.each([
    ["without an address", []],
    ["with only a port", ["-p", "3000"]],
    ["on another address than HOST", ["-H", "0.0.0.0"]],
    ["with the address forgotten", ["-H"]],
  ])("does not start %s, and says what to do", (_, flags) => {
    expect(() => refuseOpenDoor([...next, "start", ...flags], "127.0.0.1")).toThrow(
      /npm start.*HOST.*--hostname/,
    );
  });

  it("is not in the way of a developer", () => {
    expect(() => refuseOpenDoor([...next, "dev"], "127.0.0.1")).not.toThrow();
    expect(() => refuseOpenDoor(next, "127.0.0.1")).not.toThrow();
  });
});
