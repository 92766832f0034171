import { describe, expect, it } from "vitest";
import { sampleInput } from "@/test/sessions/sample-input";
import { createSessionSchema } from "./schema";
import { notAnId, type Scanned, whatWasScanned } from "./what-was-scanned";

type OtherKind = Exclude<Scanned["kind"], "id">;

const token = "9c9b6f7a8e4f4a3b9c1e6f3a2d8b7c4d";

/** Numbers that are the same in each run. */
function random(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

function textOf(next: (below: number) => number, alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet.charAt(next(alphabet.length))).join("");
}

function oneOf<T>(next: (below: number) => number, list: readonly [T, ...T[]]): T {
  return list[next(list.length)] ?? list[0];
}

const hex = "0123456789abcdef";
const digits = "0123456789";
const base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const lower = "abcdefghijklmnopqrstuvwxyz";

/** One of each kind, as scanners, mails, browsers and spreadsheets give them. */
const generators: Record<OtherKind, (next: (below: number) => number) => string> = {
  "hosted-link": (next) => {
    const host = oneOf(next, [
      "app.medblocks.com",
      "127.0.0.1:4010",
      "eu.connect.example",
      "[::1]",
    ]);
    const scheme = oneOf(next, ["https://", "HTTPS://", "http://", "tps://", "", "]Q1https://"]);
    const link = `${scheme}${host}/c/${textOf(next, hex, 32)}`;
    const written = next(2) ? link : link.toUpperCase();
    return oneOf(next, [written, ` ${written}\r\n`, `<${written}>`, `${written}?lang=es#top`]);
  },
  "health-card": (next) => {
    const shared = `shlink:/${textOf(next, base64, 40 + next(300))}`;
    const card = `shc:/${textOf(next, digits, 60 + next(900))}`;
    const viewer = `https://viewer.${textOf(next, lower, 8)}.example/`;
    return oneOf(next, [
      shared,
      shared.toUpperCase(),
      `${viewer}#${shared}`,
      `${viewer}?from=scan#${shared}`,
      `${viewer}%23${encodeURIComponent(shared)}`,
      card,
      `SHC:/1/3/${textOf(next, digits, 200)}`,
      ` ${card}\n`,
    ]);
  },
  "driving-licence": (next) => {
    const between = oneOf(next, ["\n\u001e\r", "\n\u001c\r", "\r\n", " ", "\n", ""]);
    const head = oneOf(next, ["ANSI ", "AAMVA", "ansi "]);
    const lines = `DAQ${textOf(next, digits, 9)}\nDCSSAMPLE\nDBB${textOf(next, digits, 8)}`;
    return `@${between}${head}6360${textOf(next, digits, 12)}DL00410288ZA03290015DL${lines}\r`;
  },
  "web-address": (next) => {
    const host = `${textOf(next, lower, 3 + next(9))}.example`;
    const path = `/${textOf(next, base64, next(30))}`;
    return oneOf(next, [
      `https://${host}${path}`,
      `HTTP://${host.toUpperCase()}${path}`,
      `www.${host}${path}`,
      `${textOf(next, lower, 6)}.com${path}`,
      `portal://${host}${path}`,
      `httpsÖ--${host}`,
      `https%3A%2F%2F${host}`,
      `https://user:secret@${host}${path}`,
      `WIFI:S:${textOf(next, base64, 8)};T:WPA;P:${textOf(next, base64, 12)};;`,
      `otpauth://totp/${host}?secret=${textOf(next, base64, 16)}`,
    ]);
  },
  "email-address": (next) => {
    const address = `${textOf(next, `${lower}.${digits}`, 1 + next(12))}x@${textOf(next, lower, 6)}.${oneOf(next, ["com", "example", "co.uk", "みんな"])}`;
    return oneOf(next, [
      address,
      address.toUpperCase(),
      `mailto:${address}?subject=Hello`,
      `"Jane Doe" <${address}>`,
      ` ${address} `,
      `(${address})`,
    ]);
  },
  "mangled-number": (next) => {
    const point = oneOf(next, [".", ","]);
    const power = `${9 + next(90)}`;
    const number = `${1 + next(9)}${point}${textOf(next, digits, 1 + next(6))}`;
    return oneOf(next, [
      `${number}E+${power}`,
      `${number}e+${power}`,
      `${number}E${power}`,
      `${1 + next(9)}E+${power}`,
      `"${number}E+${power}"`,
      `'${number}E+${power}`,
      `="${number}E+${power}"`,
      `${number} E+${power}`,
      "#".repeat(2 + next(12)),
      "#N/A",
    ]);
  },
};

describe("what is no patient ID", () => {
  it.each<[OtherKind, string]>([
    ["hosted-link", `https://app.medblocks.com/c/${token}`],
    ["hosted-link", `http://127.0.0.1:4010/c/${token}`],
    ["hosted-link", `app.medblocks.com/c/${token}/sources`],
    ["health-card", "shlink:/eyJ1cmwiOiJodHRwczovL2V4YW1wbGUuY29tL3NobCJ9"],
    ["health-card", "https://viewer.example/#shlink:/eyJ1cmwiOiJodHRwcyJ9"],
    ["health-card", "shc:/56762909524320603460292437404460"],
    ["driving-licence", "@\n\u001e\rANSI 636026080102DL00410288ZA03290015DLDAQD12345678"],
    ["driving-licence", "@ ANSI 636026080102DL"],
    ["driving-licence", "ANSI 636026080102DL00410288ZA03290015DLDAQD12345678"],
    ["web-address", "https://clinic.example/check-in?visit=7"],
    ["email-address", "jane.doe@example.com"],
    ["mangled-number", "1.67683E+15"],
    ["mangled-number", "1.23457E+11"],
    ["mangled-number", "１．２３４５７Ｅ＋１１"],
  ])("is told to be a %s: %s", (kind, text) => {
    expect(whatWasScanned(text).kind).toBe(kind);
  });

  it.each(Object.keys(generators) as OtherKind[])(
    "is never taken for a patient: 200 of %s",
    (kind) => {
      const next = random(kind.length * 7919);
      const texts = Array.from({ length: 200 }, () => generators[kind](next));
      expect(texts.filter((text) => whatWasScanned(text).kind !== kind)).toEqual([]);

      const message = notAnId[kind];
      for (const patientId of texts) {
        const { error } = createSessionSchema.safeParse({ ...sampleInput(), patientId });
        expect(error?.issues.map((issue) => issue.message)).toEqual([message]);
        expect(JSON.stringify(error?.issues)).not.toContain(JSON.stringify(patientId));
      }
    },
  );

  it("gives the secret part of a link alone, in the one form that it is kept in", () => {
    const link = `HTTPS://APP.MEDBLOCKS.COM/C/${token.toUpperCase()}`;
    expect(whatWasScanned(link)).toEqual({ kind: "hosted-link", token });
  });

  it("is told at once, however long it is", () => {
    for (const long of ["'", "@a.", "a.", "/c/", "1.", "%3a", "\u0001", "]c1"]) {
      whatWasScanned(long.repeat(200_000));
    }
  });
});

describe("a patient ID", () => {
  it.each([
    "MRN-10023",
    "MRN:10023",
    "10/023.A",
    "A.B/17",
    "0012345",
    "00000000000000000001",
    "9007199254740993123",
    "#12345",
    "12#45",
    "C/123",
    "123/C/456",
    token,
    "9c9b6f7a-8e4f-4a3b-9c1e-6f3a2d8b7c4d",
    "E12345",
    "12E45",
    "1E5",
    "2E0134",
    "1E-05",
    "HTTP1234",
    "SHC-1234",
    "SHC12345",
    "WWW-1",
    "ANSI-77",
    "ANSI12",
    "AAMVA1",
    "@MRN-7",
    "123@HOSP",
    "12345@2.16.840.1.113883.19.5",
    "MRN-1001^^^HOSP^MR",
    "'MRN-1001",
    '="MRN-1001"',
    "(1001)",
    "患者７",
    "МРН-1001",
    "١٢٣٤٥",
    "Å1",
    "🙂",
    "N/A-7",
    "FILE:1234",
    "1.2.3",
    "1,234",
    "+49-1234",
  ])("stays as it is: %s", (text) => {
    expect(whatWasScanned(text)).toEqual({ kind: "id", id: text });
  });

  it("may be any of 2,000 that systems make", () => {
    const next = random(4711);
    const ids = Array.from({ length: 2000 }, () => {
      const letters = textOf(next, "ABCDEFGHIJKLMNOPQRSTUVWXYZ", next(4));
      const between = oneOf(next, ["", "-", "/", ".", "_", ":", "#"]);
      const more = oneOf(next, ["", "-1", "/A", ".02", "X"]);
      return `${letters}${letters && between}${textOf(next, digits, 1 + next(18))}${more}`;
    });
    expect(
      ids.filter(
        (id) =>
          createSessionSchema.safeParse({ ...sampleInput(), patientId: id }).data?.patientId !== id,
      ),
    ).toEqual([]);
  });

  it("loses the blanks between its groups only", () => {
    expect(whatWasScanned(" MRN 100\u00a023\r\n")).toEqual({ kind: "id", id: "MRN10023" });
  });
});
