import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { paperSizes } from "@/lib/patients/paper";
import { qrCode } from "@/lib/server/qr";
import { languages } from "@/lib/words/language";
import { type Handout, handoutStyleHash, renderHandout } from "./handout";

const sample: Handout = {
  size: "a6",
  language: "en",
  qr: qrCode("https://app.medblocks.com/c/9c9b6f7a8e4f4a3b9c1e6f3a2d8b7c4d", "quartile"),
  domain: "app.medblocks.com",
  expiresAt: "2026-05-05T18:30:00.000Z",
  timeZone: "America/New_York",
  clinic: { name: "Riverside Clinic", phone: "555-0100" },
  tag: "Blue 7",
  portals: [
    {
      hospital: "Mayo Clinic",
      url: "https://portal.mayo.example/sign-in",
      host: "portal.mayo.example",
    },
  ],
};

/** What is read on the paper, one line for each paragraph or step. */
function linesOf(handout: Partial<Handout> = {}): string[] {
  const body = renderHandout({ ...sample, ...handout }).split("<body>")[1] ?? "";
  return body
    .replaceAll(/<\/?(bdi|strong|span)\b[^>]*>/g, "")
    .split(/<[^>]+>/)
    .map((text) => text.trim())
    .filter(Boolean);
}

describe("the handout", () => {
  it("says all that a patient needs at home, and not whose it is", () => {
    expect(linesOf()).toEqual([
      "Share your health records with us",
      "Works until 2:30 PM EDT, Tuesday, May 5.",
      "It is just for you.",
      "Need help? Ask at the desk or call 555-0100.",
      "Open the camera on your phone.",
      "Point it at the square.",
      "Tap the link. It must start with app.medblocks.com.",
      "Pick your hospital and sign in there.",
      "Mayo Clinic: sign in at portal.mayo.example.",
      "Forgot your password? Use that page. A new account may need a day.",
      "Riverside ClinicBlue 7",
    ]);
  });

  it("sends nobody to a phone that the clinic does not have, or to a portal that nobody knows", () => {
    const lines = linesOf({ clinic: { name: "Riverside Clinic", phone: "" }, portals: [] });
    expect(lines).toContain("Need help? Ask at the desk.");
    expect(lines.join()).not.toMatch(/call|password/);
  });

  it.each([
    ["en", "Works until 2:30 PM (zone), Tuesday, May 5."],
    ["es", "Funciona hasta las 2:30 p.m. (zone), martes, 5 de mayo."],
    ["zh", "有效期至5月5日星期二 (zone) 14:30。"],
    ["vi", "Dùng được đến 14:30 (zone), Thứ Ba, 5 tháng 5."],
    ["ar", "صالح حتى 2:30 م (zone)، الثلاثاء، 5 مايو."],
    ["hi", "मंगलवार, 5 मई, 2:30 pm (zone) तक चलेगा।"],
  ] as const)("tells the end as people say it, and whose time that is: %s", (language, said) => {
    // Where ICU puts narrow spaces, and how it calls a zone, differs from version to version.
    const lines = linesOf({ language }).map((line) =>
      line.replaceAll(/\s/g, " ").replace(/EDT|GMT-4|غرينتش-4/, "(zone)"),
    );
    expect(lines).toContain(said);
  });

  it("tells the end by the clocks of the clinic", () => {
    expect(
      linesOf({ timeZone: "Asia/Tokyo" }).map((line) => line.replaceAll(/\s/g, " ")),
    ).toContain("Works until 3:30 AM GMT+9, Wednesday, May 6.");
  });

  it.each(languages)(
    "carries no script and nothing to fetch, and its own style only: %s",
    (language) => {
      for (const size of paperSizes) {
        const paper = renderHandout({ ...sample, language, size });
        expect(paper).not.toMatch(/<script|<form|<img|<link|<a |\son\w+=|style=|url\(|@import/i);
        expect(paper).toContain(
          `<html lang="${language}" dir="${language === "ar" ? "rtl" : "ltr"}">`,
        );
        const style = /<style>(.*)<\/style>/s.exec(paper)?.[1] ?? "";
        expect(handoutStyleHash(size)).toBe(
          `sha256-${createHash("sha256").update(style).digest("base64")}`,
        );
      }
    },
  );

  it("has a code that every printer prints: black, white, with its margin inside", () => {
    const svg = /<svg.*<\/svg>/.exec(renderHandout(sample))?.[0] ?? "";
    expect(svg).toContain('viewBox="0 0 45 45"');
    expect(svg).toContain('<rect width="45" height="45" fill="#fff"/><path fill="#000" d="M');
    expect(svg).toContain('shape-rendering="crispEdges"');
  });

  it("shows names letter by letter, whatever is in them", () => {
    const evil = `<script>alert("1")</script>`;
    const paper = renderHandout({
      ...sample,
      clinic: { name: evil, phone: evil },
      tag: evil,
      domain: evil,
      portals: [{ hospital: evil, url: "https://a.example/", host: evil }],
    });
    expect(paper).not.toContain("<script");
    expect(paper.match(/&lt;script&gt;alert\(&quot;1&quot;\)/g)).toHaveLength(6);
  });
});
