import { expect, it } from "vitest";
import { messageOf, messageText } from "@/lib/patients/message";
import { languages } from "@/lib/words/language";
import { mailAddress, textAddress } from "./outside";

const url = "https://app.medblocks.com/c/9c9b6f7a?a=1&b=2";

it("opens an email to the patient with the whole message", () => {
  const address = new URL(mailAddress("m+x@clinic.example", "A & B", [`Hello\n${url}`]));

  expect(address.protocol).toBe("mailto:");
  expect(decodeURIComponent(address.pathname)).toBe("m+x@clinic.example");
  expect(address.pathname).toContain("@");
  expect(address.searchParams.get("subject")).toBe("A & B");
  expect(address.searchParams.get("body")).toBe(`Hello\r\n${url}`);
});

it("lets no email address bring in a second one or a header", () => {
  for (const to of ["a@b.example,c@d.example", "a@b.example?cc=c@d.example\r\n", ""]) {
    const address = mailAddress(to, "s", ["b"]);
    expect(address).not.toMatch(/,|%2C|\r|\n/);
    expect(address.match(/\?/g)).toHaveLength(1);
  }
});

it("opens a text message to nobody yet", () => {
  expect(textAddress([`Hello\n${url}`])).toBe(`sms:?&body=${encodeURIComponent(`Hello\n${url}`)}`);
});

it.each(languages)("has the link however long the words are: %s", (language) => {
  const clinic = { name: "The Riverside Community Clinic", phone: "555-0100" };
  const message = messageOf({
    language,
    clinic,
    url,
    expiresAt: "2026-05-05T18:30:00.000Z",
    timeZone: "America/New_York",
  });
  const bodies = [messageText(message), messageText({ ...message, notes: [] }), url];

  for (const address of [mailAddress("", message.subject, bodies), textAddress(bodies)]) {
    expect(address.length).toBeLessThanOrEqual(2_000);
    expect(address).toContain(encodeURIComponent(url));
  }
});
