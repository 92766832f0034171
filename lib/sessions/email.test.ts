import { expect, it } from "vitest";
import { type EmailError, emailRequestSchema } from "./email";
import { emailErrorWords, maskedAddress } from "./email-words";

it("is shown so that the right person knows it and the next in line does not", () => {
  expect(maskedAddress("maria.lopez@clinic.example")).toBe("m…@clinic.example");
});

it.each([{ language: "xx" }, { language: ["en"] }, {}])(
  "is refused as a request: %j",
  (request) => {
    expect(emailRequestSchema.safeParse(request).success).toBe(false);
  },
);

it.each<EmailError>([
  { kind: "signed-out", requestId: null },
  { kind: "no-mail-server", requestId: null },
  { kind: "no-email-address", requestId: null },
  { kind: "link-too-old", requestId: null },
  { kind: "rate-limited", requestId: null, retryAfterSeconds: 901 },
  { kind: "email-refused", requestId: null },
  { kind: "email-not-now", requestId: null },
  { kind: "email-not-allowed", requestId: null },
  { kind: "email-not-reached", requestId: null },
  { kind: "email-unknown", requestId: null },
  { kind: "session-not-found", requestId: null },
])("is told plainly, and claims nothing that is not known: $kind", (error) => {
  const { happened, next } = emailErrorWords(error);
  const text = `${happened} ${next}`;
  expect(text).not.toMatch(/please|oops|sorry|invalid|\d{3}/i);
  expect(next).not.toBe("");
  if (error.kind === "email-unknown") expect(text).not.toMatch(/nothing was sent/i);
  if (error.kind === "rate-limited") expect(next).toBe("You can press again in 16 minutes.");
});
