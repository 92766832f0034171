import { expect, it } from "vitest";
import { fail, ok } from "@/lib/result";
import type { EmailError } from "@/lib/sessions/email";
import { mailTestWords } from "./mail-words";

const facts = { server: "mail.clinic.example:587", from: "desk@clinic.example" };

it("tells where a test email went", () => {
  expect(mailTestWords(ok({ to: "dana@clinic.example" }), facts).text).toContain(
    "dana@clinic.example",
  );
});

it.each([
  ["email-not-allowed", /SMTP_URL.*desk@clinic\.example.*MAIL_FROM/],
  ["email-not-reached", /SMTP_URL.*mail\.clinic\.example:587/],
  ["email-not-now", /Press again in 5 minutes/],
  ["email-refused", /address of your account/],
] as const)("says what to look at: %s", (kind, said) => {
  const { heading, text } = mailTestWords(fail({ kind, requestId: null }), facts);
  expect(text).toMatch(said);
  expect(text).toContain("Nothing was sent.");
  expect(heading).not.toBe("");
});

it.each<EmailError>([
  { kind: "email-unknown", requestId: null },
  { kind: "rate-limited", requestId: null, retryAfterSeconds: 900 },
  { kind: "no-connection", requestId: null },
])("has words for the rest: $kind", (error) => {
  const { heading, text } = mailTestWords(fail(error), facts);
  expect(`${heading} ${text}`).not.toMatch(/please|oops|\b\d{3}\b/i);
  expect(text).not.toBe("");
});
