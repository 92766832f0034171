import { expect, it } from "vitest";
import type { Deed } from "@/lib/server/act";
import type { Delivery, Email } from "./send";
import { sendTestEmail } from "./test-email";

const staff = { id: "staff-1", email: "dana@clinic.example" };

function mailDesk(delivery: Delivery = "sent", waitSeconds = 0) {
  const emails: Email[] = [];
  const deeds: Deed[] = [];
  const turns: string[] = [];
  return {
    ...{ emails, deeds, turns },
    desk: {
      send: async (email: Email) => {
        emails.push(email);
        return delivery;
      },
      takeTurn: async (id: string) => {
        turns.push(id);
        return waitSeconds;
      },
      clinic: { name: "Riverside Clinic" },
      note: async (deed: Deed) => {
        deeds.push(deed);
      },
    },
  };
}

it("goes to the administrator who asked, is counted as theirs, and is written down", async () => {
  const { desk, emails, deeds, turns } = mailDesk();

  expect(await sendTestEmail(staff, desk)).toEqual({ ok: true, value: { to: staff.email } });

  expect(emails.map(({ to }) => to)).toEqual([staff.email]);
  expect(turns).toEqual(["staff/staff-1"]);
  expect(deeds).toEqual([
    { action: "test-email-sent", outcome: "started" },
    { action: "test-email-sent", outcome: "ok" },
  ]);
});

it("is not sent while the trail takes no row", async () => {
  const { desk, emails } = mailDesk();
  const note = () => Promise.reject(new Error("takes no row"));

  await expect(sendTestEmail(staff, { ...desk, note })).rejects.toThrow("takes no row");

  expect(emails).toEqual([]);
});

it.each(["refused", "not-now", "not-allowed", "not-reached", "unknown"] as const)(
  "tells what the mail server said: %s",
  async (delivery) => {
    const { desk, deeds } = mailDesk(delivery);
    expect(await sendTestEmail(staff, desk)).toMatchObject({
      error: { kind: `email-${delivery}` },
    });
    expect(deeds).toMatchObject([{ outcome: "started" }, { outcome: `email-${delivery}` }]);
  },
);

it("sends nothing before its turn, without a mail server, or to no address", async () => {
  const early = mailDesk("sent", 900);
  expect(await sendTestEmail(staff, early.desk)).toMatchObject({
    error: { kind: "rate-limited", retryAfterSeconds: 900 },
  });
  expect(early.deeds).toMatchObject([{ outcome: "rate-limited" }]);
  expect(await sendTestEmail(staff, { ...early.desk, send: null })).toMatchObject({
    error: { kind: "no-mail-server" },
  });
  expect(await sendTestEmail({ ...staff, email: "demo" }, early.desk)).toMatchObject({
    error: { kind: "no-email-address" },
  });
  expect(early.emails).toEqual([]);
});
