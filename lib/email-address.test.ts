import { domainToASCII } from "node:url";
import { describe, expect, it } from "vitest";
import { isEmailAddress, readEmailAddress } from "./email-address";

describe("an address as people paste it", () => {
  const jane = "jane.doe@example.org";

  it.each([
    jane,
    `  ${jane}\t`,
    `Jane Doe <${jane}>`,
    `"Doe, Jane" <${jane}>;`,
    `<${jane}>`,
    `'${jane}'`,
    `mailto:${jane}`,
    `MAILTO:${jane}?subject=Hello`,
    `<mailto:${jane}>`,
    `${jane};`,
    `${jane},`,
    `${jane}.`,
    `${jane} (Jane Doe)`,
    "jane.doe @example.org",
    "jane.doe@ example.org",
    "jane. doe@example .org",
    "jane.doe\u200b@example.org",
    "\u202ajane.doe@example.org\u202c",
    "jane.doe@example.org\u00a0",
    "jane.doe＠example.org",
  ])("is read as it is meant: %j", (text) => {
    expect(readEmailAddress(text)).toEqual({ ok: true, value: jane });
  });

  it.each([
    "r&d+x@example.org",
    "niamh.o'brien@example.org",
    "o'brien'@example.org",
    "!#$%&'*+/=?^_`{|}~-@example.org",
    "J@EXAMPLE.ORG",
    "a@b-c.example",
    "a@xn--mller-kva.example",
  ])("is kept as it stands where the HTML standard allows it: %s", (text) => {
    expect(readEmailAddress(text)).toEqual({ ok: true, value: text });
    expect(isEmailAddress(text)).toBe(true);
  });

  it.each(["müller.example", "例え.example", "пример.example", "MÜLLER.Example"])(
    "has its domain in the form that mail servers know: %s",
    (domain) => {
      const value = `maria@${domainToASCII(domain)}`;
      expect(value).toMatch(/@xn--/);
      expect(readEmailAddress(`maria@${domain}`)).toEqual({ ok: true, value });
      expect(isEmailAddress(`maria@${domain}`)).toBe(false);
    },
  );
});

describe("what cannot be sent to", () => {
  it.each([
    ["", "Enter an email address with an @"],
    ["jane.doe", "Enter an email address with an @"],
    ["a@b.example,c@d.example", "Enter one email address only"],
    ["a@b.example; c", "Enter one email address only"],
    ["Maria <a@b.example>, Jo <c@d.example>", "Enter one email address only"],
    ["a@b@c.example", "Enter one email address only"],
    ["jane doe@example.org", "Take the space out of the email address"],
    ["a@b.example\r\nBcc: c@d.example", "Enter one email address only"],
    ["a@b.example\r\nBcc", "Take the space out of the email address"],
    ["jane\u0000@example.org", "Remove the hidden character. Type the email address again."],
    ["@example.org", "Enter what comes before the @"],
    ["josé@example.org", "An email address cannot have “é” before the @"],
    ["a(b)c@example.org", "An email address cannot have “(” before the @"],
    ["jane..doe@example.org", "Take out the dot that is too many before the @"],
    [".jane@example.org", "Take out the dot that is too many before the @"],
    ["jane@", "Enter what comes after the @"],
    ["jane@example", "Enter all that comes after the @, such as clinic.example"],
    ["jane@example..org", "Take out the dot that is too many after the @"],
    ["jane@.example.org", "Take out the dot that is too many after the @"],
    ["jane@exam_ple.org", "An email address cannot have “_” after the @"],
    ["jane@exa'mple.org", "An email address cannot have “'” after the @"],
    ["jane@exämple.org/x", "An email address cannot have “ä” after the @"],
    ["jane@example.org:25", "An email address cannot have “:” after the @"],
    ["jane@-example.org", "“-example” cannot stand after the @ of an email address"],
    [`${"a".repeat(65)}@b.example`, "Use 64 characters or fewer before the @"],
    [`a@${"b".repeat(60)}.${"c".repeat(60)}.${"d".repeat(60)}.${"e".repeat(60)}.${"f".repeat(60)}`],
  ])("is refused for its true reason: %j", (text, reason = "Use 254 characters or fewer") => {
    expect(readEmailAddress(text)).toEqual({ ok: false, error: reason });
    expect(isEmailAddress(text)).toBe(false);
  });
});
