import { describe, expect, it } from "vitest";
import { languages } from "@/lib/words/language";
import { messageOf, messageText } from "./message";

const facts = {
  language: "en",
  clinic: { name: "Riverside Clinic", phone: "555-0100" },
  url: "https://app.medblocks.com/c/abc",
  expiresAt: "2026-05-05T18:30:00.000Z",
  timeZone: "America/New_York",
} as const;

describe("the message with a link", () => {
  it("says what it is, until when it works, and who sent it", () => {
    const message = messageOf(facts);

    expect(message.subject).toBe("Your link from Riverside Clinic");
    expect(messageText(message).replaceAll("\u202f", " ")).toBe(
      [
        "Riverside Clinic sent you this link. Use it to share your records with us.",
        "",
        "https://app.medblocks.com/c/abc",
        "",
        "It works until 2:30 PM EDT, Tuesday, May 5.",
        "It is just for you. Do not pass it on.",
        "Need help? Call 555-0100.",
        "",
        "Riverside Clinic",
      ].join("\n"),
    );
  });

  it("offers no phone where the clinic has none", () => {
    const text = messageText(messageOf({ ...facts, clinic: { name: "Riverside", phone: "" } }));
    expect(text).not.toMatch(/help|\{/);
  });

  it.each(languages)("has the link once and nothing left to fill in: %s", (language) => {
    const message = messageOf({ ...facts, language });
    const text = messageText(message);
    expect(text.split(facts.url)).toHaveLength(2);
    expect(text.split("\n")).toContain(facts.url);
    expect(`${message.subject}${text}`).not.toMatch(/[{}]|undefined/);
    expect(text).toContain("555-0100");
  });

  it("keeps each language to its own words", () => {
    const texts = languages.map((language) => messageText(messageOf({ ...facts, language })));
    expect(new Set(texts).size).toBe(languages.length);
  });

  it("takes a clinic's name for a name, whatever stands in it", () => {
    const name = "A {phone} $& Clinic\r\nBcc: all@clinic.example\u2028x";
    const { subject, clinic } = messageOf({ ...facts, clinic: { name, phone: "1" } });
    expect(clinic).toBe("A {phone} $& Clinic Bcc: all@clinic.example x");
    expect(subject).toBe(`Your link from ${clinic}`);
  });
});
