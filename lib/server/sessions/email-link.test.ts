import { describe, expect, it } from "vitest";
import type { AuditEntry } from "@/lib/server/audit/service";
import type { Delivery, Email } from "@/lib/server/mail/send";
import type { CreateSessionInput } from "@/lib/sessions/schema";
import { linkOf, newDesk, press, shown } from "@/test/sessions/test-desk";
import { emailLink } from "./email-link";

const staff = { id: "staff-1", sessionId: "session-1" };
const asked = { language: "en" } as const;
const address = "maria@example.com";

async function deskWithMail(
  delivery: Delivery = "sent",
  changes: Partial<CreateSessionInput> = { email: address },
) {
  const { desk, clock } = await newDesk();
  const made = await press(desk, { name: "Maria Lopez", ...changes });
  const emails: Email[] = [];
  const entries: AuditEntry[] = [];
  const mailDesk = {
    ...desk,
    clinic: { name: "Riverside Clinic", phone: "555-0100", timeZone: "Asia/Kathmandu" },
    send: async (email: Email) => {
      emails.push(email);
      return delivery;
    },
    takeTurn: async () => 0,
    audit: async (entry: AuditEntry) => {
      entries.push(entry);
    },
  };
  return { id: shown(made).progress.id, link: linkOf(made), mailDesk, clock, emails, entries };
}

it("emails the link to the patient's own address, and nothing about the patient (row 24)", async () => {
  const { id, link, mailDesk, emails, entries } = await deskWithMail();

  expect(await emailLink(id, asked, staff, mailDesk)).toEqual({ ok: true, value: null });

  expect(emails).toHaveLength(1);
  expect(emails[0]).toMatchObject({ to: address, fromName: "Riverside Clinic" });
  expect(emails[0]?.text.split(link ?? "-")).toHaveLength(2);
  expect(emails[0]?.text).toContain("GMT+5:45");
  const { to: _, ...content } = emails[0] ?? { to: "" };
  expect(JSON.stringify(content)).not.toMatch(/MRN10023|Maria|Lopez|Mayo/);
  const about = { action: "link-emailed", staff, subject: id, patientId: "MRN10023" };
  expect(entries).toEqual([
    { ...about, outcome: "started" },
    { ...about, outcome: "ok" },
  ]);
});

it.each(["refused", "not-now", "not-allowed", "not-reached", "unknown"] as const)(
  "tells staff and the audit trail when it was not, or may not have been: %s",
  async (delivery) => {
    const { id, mailDesk, entries } = await deskWithMail(delivery);

    expect(await emailLink(id, asked, staff, mailDesk)).toEqual({
      ok: false,
      error: { kind: `email-${delivery}`, requestId: null },
    });
    expect(entries).toMatchObject([{ outcome: "started" }, { outcome: `email-${delivery}` }]);
  },
);

describe("sends nothing", () => {
  it("while the trail takes no row", async () => {
    const { id, mailDesk, emails } = await deskWithMail();
    const audit = () => Promise.reject(new Error("takes no row"));

    await expect(emailLink(id, asked, staff, { ...mailDesk, audit })).rejects.toThrow(
      "takes no row",
    );

    expect(emails).toEqual([]);
  });

  it("before its turn", async () => {
    const { id, mailDesk, emails, entries } = await deskWithMail();
    const later = { ...mailDesk, takeTurn: async () => 900 };

    expect(await emailLink(id, asked, staff, later)).toEqual({
      ok: false,
      error: { kind: "rate-limited", requestId: null, retryAfterSeconds: 900 },
    });
    expect(emails).toEqual([]);
    expect(entries).toMatchObject([{ outcome: "rate-limited" }]);
  });

  it("where no mail server is set up, nor about a link that is not there", async () => {
    const { id, mailDesk, emails } = await deskWithMail();

    expect(await emailLink(id, asked, staff, { ...mailDesk, send: null })).toMatchObject({
      error: { kind: "no-mail-server" },
    });
    expect(await emailLink("nowhere", asked, staff, mailDesk)).toMatchObject({
      error: { kind: "session-not-found" },
    });
    expect(emails).toEqual([]);
  });

  it("without an address", async () => {
    const { id, mailDesk } = await deskWithMail("sent", { email: "" });
    expect(await emailLink(id, asked, staff, mailDesk)).toMatchObject({
      error: { kind: "no-email-address" },
    });
  });

  it("with a link that ends in a moment", async () => {
    const { id, mailDesk, clock, emails } = await deskWithMail();
    await clock.wait(55.5 * 60_000);

    expect(await emailLink(id, asked, staff, mailDesk)).toMatchObject({
      error: { kind: "link-too-old" },
    });
    expect(emails).toEqual([]);
  });
});
