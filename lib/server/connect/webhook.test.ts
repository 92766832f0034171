import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { isSignedBy } from "./webhook";

const secret = "whsec_made_up_for_the_tests";
const other = "whsec_made_up_for_another_desk";
const now = new Date("2026-04-25T14:30:00.000Z");
const seconds = Math.floor(now.getTime() / 1000);
const body = Buffer.from('{"id":"evt_1","type":"session.completed","note":"Zoë  "}');

function sign(key = secret, time: number | string = seconds, content: Uint8Array = body): string {
  const mac = createHmac("sha256", key).update(`${time}.`).update(content).digest("hex");
  return `t=${time},v1=${mac}`;
}

const accepts = (header: string | null, secrets = [secret], content: Uint8Array = body) =>
  isSignedBy(secrets, header, content, now);

describe("a delivery that Medblocks signed", () => {
  it.each([-300, -299, 0, 1, 300])("counts when it was signed %i s from now", (offset) => {
    expect(accepts(sign(secret, seconds + offset))).toBe(true);
  });

  it("counts with any of the secrets that count now", () => {
    expect(accepts(sign(), [other, secret])).toBe(true);
    expect(accepts(sign(other), [other, secret])).toBe(true);
  });

  it("counts whether or not the prefix is part of the key", () => {
    expect(accepts(sign(secret.replace("whsec_", "")))).toBe(true);
  });

  it.each([
    ["a signature with each of two secrets", `${sign(other)},v1=${sign().slice(-64)}`],
    ["the wrong one first", `t=${seconds},v1=${"0".repeat(64)},v1=${sign().slice(-64)}`],
    ["the wrong one last", `${sign()},v1=${"0".repeat(64)}`],
    ["one that is no hex beside it", `t=${seconds},v1=none,v1=${sign().slice(-64)}`],
    ["a scheme of later days", `${sign()},v2=${"f".repeat(128)},v3`],
    ["one of earlier days in front", `v0=${"f".repeat(64)},${sign()}`],
    ["the parts turned round", sign().split(",").reverse().join(",")],
    ["spaces around the commas", sign().replace(",", " , ")],
    ["nothing between two commas", sign().replace(",", ",,")],
  ])("counts with %s", (_, header) => {
    expect(accepts(header)).toBe(true);
  });

  it("may be of any bytes", () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, value) => value);
    expect(accepts(sign(secret, seconds, bytes), [secret], bytes)).toBe(true);
  });
});

describe("a forgery", () => {
  const valid = sign();
  const mac = valid.slice(-64);

  it.each([
    ["no header", null],
    ["an empty header", ""],
    ["no MAC", `t=${seconds}`],
    ["an empty MAC", `t=${seconds},v1=`],
    ["no time", `v1=${mac}`],
    ["a short MAC", valid.slice(0, -1)],
    ["a long MAC", `${valid}0`],
    ["an upper-case MAC", `t=${seconds},v1=${mac.toUpperCase()}`],
    ["a MAC that is no hex", `t=${seconds},v1=${"g".repeat(64)}`],
    ["a MAC of zeros", `t=${seconds},v1=${"0".repeat(64)}`],
    ["another scheme", `t=${seconds},v0=${mac}`],
    ["two times", `t=${seconds},t=${seconds},v1=${mac}`],
    ["a line after it", `${valid}\n`],
    ["two times that are one", `t=${seconds},${valid}`],
    ["another time beside the signed one", `t=${seconds - 1},${valid}`],
    ["the MAC in a scheme of another name", `t=${seconds},v2=${mac},xv1=${mac}`],
    ["many wrong MACs", `t=${seconds}${`,v1=${"0".repeat(64)}`.repeat(20)}`],
    ["another time than was signed", `t=${seconds + 1},v1=${mac}`],
    ["the same time with a zero in front", `t=0${seconds},v1=${mac}`],
    ["a time with a sign", sign(secret, `+${seconds}`)],
    ["a time in the future with a sign", sign(secret, `-${seconds}`)],
    ["a time with a fraction", sign(secret, `${seconds}.0`)],
    ["a time with an exponent", sign(secret, "1e9")],
    ["a time in hex", sign(secret, `0x${seconds.toString(16)}`)],
    ["no digits for a time", sign(secret, "")],
    ["a time too large for a number", sign(secret, "9".repeat(400))],
    ["a time too old", sign(secret, seconds - 301)],
    ["a time too far ahead", sign(secret, seconds + 301)],
    ["milliseconds", sign(secret, now.getTime())],
    ["another secret", sign(other)],
    ["an empty secret", sign("")],
    ["the prefix as a secret", sign("whsec_")],
  ])("with %s is refused", (_, header) => {
    expect(accepts(header)).toBe(false);
  });

  it.each([
    ["none", []],
    ["an empty one", [""]],
    ["only the prefix", ["whsec_"]],
    ["one without the prefix", ["made_up_for_the_tests"]],
    ["a few letters", ["whsec_short"]],
  ])("is refused by a desk whose secret is %s, however it is signed", (_, secrets) => {
    for (const key of ["", "whsec_", "short", "whsec_short", ...secrets]) {
      expect(accepts(sign(key), secrets)).toBe(false);
    }
  });

  it("is any change of a single bit, in the body or in the MAC", () => {
    const given = Buffer.from(mac, "hex");
    for (let bit = 0; bit < body.length * 8; bit++) {
      expect(accepts(valid, [secret], flipped(body, bit))).toBe(false);
    }
    for (let bit = 0; bit < given.length * 8; bit++) {
      const changed = flipped(given, bit).toString("hex");
      expect(accepts(`t=${seconds},v1=${changed}`)).toBe(false);
    }
  });

  it("is the same JSON written another way", () => {
    const again = Buffer.from(JSON.stringify(JSON.parse(body.toString()), null, 1));
    expect(accepts(valid, [secret], again)).toBe(false);
    expect(accepts(valid, [secret], Buffer.concat([body, Buffer.from("\n")]))).toBe(false);
    expect(accepts(valid, [secret], Buffer.alloc(0))).toBe(false);
  });

  it("cannot move a byte from the time into the body", () => {
    const moved = Buffer.concat([Buffer.from(`${seconds % 10}.`), body]);
    const header = `t=${Math.floor(seconds / 10)},v1=${mac}`;
    expect(accepts(header, [secret], moved)).toBe(false);
  });
});

function flipped(bytes: Buffer, bit: number): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeUInt8(copy.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
  return copy;
}
