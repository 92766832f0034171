import { expect, it } from "vitest";
import { messageOf, messageText } from "@/lib/patients/message";
import { emailOf } from "./email-of";

const url = "https://app.medblocks.com/c/9c9b6f7a?a=1&b=2";
const message = messageOf({
  language: "ar",
  clinic: { name: "Río & <b>Söhne</b>", phone: "555-0100" },
  url,
  expiresAt: "2026-05-05T18:30:00.000Z",
  timeZone: "America/New_York",
});
const email = emailOf(message, "ar", "maria@example.com");

it("says the same as text and as a page, in the direction of its language", () => {
  expect(email.text).toBe(messageText(message));
  expect(email.html).toContain('<html lang="ar" dir="rtl">');
  for (const note of message.notes) expect(email.html).toContain(`<p>${note}</p>`);
});

it("has the link as a button and to read, and loads nothing from anywhere", () => {
  const written = url.replaceAll("&", "&amp;");
  expect(email.html).toContain(`<a href="${written}" rel="noreferrer"`);
  expect(email.html).toContain(`>${written}</p>`);
  expect(email.html.match(/https?:/g)).toHaveLength(2);
  expect(email.html).not.toMatch(/<img|<script|<link|src=|url\(/i);
});

it("takes a clinic's name for a name and not for markup", () => {
  expect(email.fromName).toBe("Río & <b>Söhne</b>");
  expect(email.html).toContain("<strong>Río &amp; &lt;b&gt;Söhne&lt;/b&gt;</strong>");
});
