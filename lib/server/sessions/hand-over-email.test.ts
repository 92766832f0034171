import { describe, expect, it } from "vitest";
import type { Delivery, Email } from "@/lib/server/mail/send";
import { patientKey } from "@/lib/server/patient-key";
import type { CreateSessionInput } from "@/lib/sessions/schema";
import { refuseRows, takeRows } from "@/test/audit/test-trail";
import { clerk, testCtx } from "@/test/ctx";
import { linkOf, press, shown } from "@/test/sessions/test-desk";
import { emailLink } from "./hand-over";

const language = "en";
const place = { dataDir: "", databaseUrl: null };
const address = "maria@example.com";

async function deskWithMail(
  delivery: Delivery = "sent",
  changes: Partial<CreateSessionInput> = { email: address },
) {
  const { ctx: desk, clock, lines } = await testCtx();
  const ctx = { ...desk, clinic: { ...desk.clinic, timeZone: "Asia/Kathmandu" } };
  const made = await press(ctx, { name: "Maria Lopez", ...changes });
  const emails: Email[] = [];
  const mailer = {
    send: async (email: Email) => {
      emails.push(email);
      return delivery;
    },
    takeTurn: async () => 0,
  };
  const entries = async () => (await lines()).filter(({ action }) => action === "link-emailed");
  return { id: shown(made).progress.id, link: linkOf(made), ctx, mailer, clock, emails, entries };
}

it("emails the link to the patient's own address, and nothing about the patient", async () => {
  const { ctx, id, link, mailer, emails, entries } = await deskWithMail();

  expect(await emailLink(ctx, { id, language }, mailer)).toEqual({ ok: true, value: null });

  expect(emails).toHaveLength(1);
  expect(emails[0]).toMatchObject({ to: address, fromName: "Riverside Clinic" });
  expect(emails[0]?.text.split(link ?? "-")).toHaveLength(2);
  expect(emails[0]?.text).toContain("GMT+5:45");
  const { to: _, ...content } = emails[0] ?? { to: "" };
  expect(JSON.stringify(content)).not.toMatch(/MRN10023|Maria|Lopez|Mayo/);
  const about = {
    staff_id: clerk.staffId,
    subject: id,
    patient_key: patientKey(ctx.vault, "MRN10023"),
  };
  expect(await entries()).toMatchObject([
    { ...about, outcome: "started" },
    { ...about, outcome: "ok" },
  ]);
});

it.each(["refused", "not-now", "not-allowed", "not-reached", "unknown"] as const)(
  "tells staff and the audit trail when it was not, or may not have been: %s",
  async (delivery) => {
    const { ctx, id, mailer, entries } = await deskWithMail(delivery);

    expect(await emailLink(ctx, { id, language }, mailer)).toEqual({
      ok: false,
      error: { kind: `email-${delivery}`, requestId: null },
    });
    expect(await entries()).toMatchObject([
      { outcome: "started" },
      { outcome: `email-${delivery}` },
    ]);
  },
);

describe("sends nothing", () => {
  it("while the trail takes no row", async () => {
    const { ctx, id, mailer, emails } = await deskWithMail();
    await refuseRows(ctx.db, place);

    await expect(emailLink(ctx, { id, language }, mailer)).rejects.toThrow("takes no row");

    await takeRows(ctx.db, place);
    expect(emails).toEqual([]);
  });

  it("before its turn", async () => {
    const { ctx, id, mailer, emails, entries } = await deskWithMail();
    const later = { ...mailer, takeTurn: async () => 900 };

    expect(await emailLink(ctx, { id, language }, later)).toEqual({
      ok: false,
      error: { kind: "rate-limited", requestId: null, retryAfterSeconds: 900 },
    });
    expect(emails).toEqual([]);
    expect(await entries()).toMatchObject([{ outcome: "rate-limited" }]);
  });

  it("where no mail server is set up, nor about a link that is not there", async () => {
    const { ctx, id, mailer, emails } = await deskWithMail();

    expect(await emailLink(ctx, { id, language }, { ...mailer, send: null })).toMatchObject({
      error: { kind: "no-mail-server" },
    });
    expect(await emailLink(ctx, { id: "nowhere", language }, mailer)).toMatchObject({
      error: { kind: "session-not-found" },
    });
    expect(emails).toEqual([]);
  });

  it("without an address", async () => {
    const { ctx, id, mailer } = await deskWithMail("sent", { email: "" });
    expect(await emailLink(ctx, { id, language }, mailer)).toMatchObject({
      error: { kind: "no-email-address" },
    });
  });

  it("with a link that ends in a moment", async () => {
    const { ctx, id, mailer, clock, emails } = await deskWithMail();
    await clock.wait(55.5 * 60_000);

    expect(await emailLink(ctx, { id, language }, mailer)).toMatchObject({
      error: { kind: "link-too-old" },
    });
    expect(emails).toEqual([]);
  });
});
