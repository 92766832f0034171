import type { Page } from "@playwright/test";
import { expectNoAxeViolations } from "../support/accessibility";
import { becomeFirstAdministrator, newPerson } from "../support/accounts";
import { listen } from "../support/announcements";
import { expect, newPatientId, test } from "../support/fixtures";
import { card, makeLink } from "../support/links";
import { startMailServer } from "../support/mail-server";
import { foundIn, witness } from "../support/witness";

test("a message takes the link along, in programs of this desk or the clipboard", async ({
  page,
  context,
  sandbox,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.addInitScript(catchWhatLeaves);
  await page.goto("/");
  const seen = witness(page);
  const patientId = newPatientId();
  await page.getByLabel("Email (optional)").fill("maria@clinic.example");
  const link = await makeLink(page, sandbox, { patientId, name: "Planted Quell" });
  await page.getByText("Send it").click();
  await expect(card(page).getByRole("button", { name: /^Email it/ })).toHaveCount(0);

  await page.getByRole("button", { name: "Copy message" }).click();
  await expect(card(page).getByText(/^Handed over: message copied \d+:\d\d [AP]M$/)).toBeVisible();
  const copied = await readClipboard(page);
  expect(copied).toContain(`\n${link.url}\n`);
  expect(copied).toMatch(
    /^Riverside Clinic sent you this link\..*It works until .*Do not pass it on\./s,
  );
  expect(foundIn(copied, [patientId, "Planted", "Quell"])).toEqual([]);

  await page.getByRole("button", { name: "Open in mail program" }).click();
  await page.getByRole("button", { name: "Open in text program" }).click();
  await page.getByRole("button", { name: "Share" }).click();
  await expect(card(page).getByText(/^Handed over:/)).toContainText(/mail program.*text.*shared/);
  const [mail = "", text = "", shared = ""] = await left(page);
  expect(new URL(mail).pathname).toBe("maria@clinic.example");
  for (const body of [new URL(mail).searchParams.get("body"), smsBody(text), shared]) {
    expect(body?.replaceAll("\r", "")).toBe(copied);
  }
  // No address of ours, no page and no request but the one that made it has the link.
  expect(await page.locator("a[href^='mailto:'], a[href^='sms:']").count()).toBe(0);
  expect(foundIn(seen.urls().join("\n"), [link.token])).toEqual([]);
  expect(foundIn(seen.requestBodies(), [link.token])).toEqual([]);
  await expectNoAxeViolations(page);
  await page.setViewportSize({ width: 320, height: 800 });
  await expectNoAxeViolations(page);

  // Ended, the link is on the clipboard no more.
  await sandbox.expire(link.id);
  await expect(card(page).getByRole("button", { name: "New link, same details" })).toBeVisible();
  await expect.poll(() => readClipboard(page)).toBe("");
});

test("an email goes to the patient's own address, and what became of it is said", async ({
  page,
  context,
  sandbox,
  startApp,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const unknown = "nobody@clinic.example";
  const mail = await startMailServer([unknown]);
  const app = await startApp({
    env: { SMTP_URL: mail.url, MAIL_FROM: "desk@clinic.example" },
    signIn: false,
  });
  const dana = newPerson("Dana Keller");
  await becomeFirstAdministrator(page, app, dana);
  await page.goto(`${app.url}/settings`);
  await page.getByRole("checkbox", { name: "Español" }).check();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved")).toBeVisible();
  await page.getByRole("button", { name: "Send me a test email" }).click();
  await expect(page.getByText("The mail server took it")).toBeVisible();
  await expectNoAxeViolations(page);
  const test = mail.received.pop();
  expect(test?.subject).toBe("Test email from Connect Desk");
  expect(test?.to).toEqual([dana.email]);

  const patientId = newPatientId();
  await page.goto(app.url);
  await page.getByLabel("Email (optional)").fill("mailto:maria@clinic.example;");
  const link = await makeLink(page, sandbox, { patientId, name: "Planted Quell" });
  await page.getByText("Send it").click();
  await page.getByLabel("Language of the message").selectOption("Español");
  await page.getByRole("button", { name: "Email it to m…@clinic.example" }).click();
  await expect(card(page).getByText(/^Email sent at \d+:\d\d [AP]M\./)).toBeVisible();
  await expect(card(page).getByText(/^Handed over: emailed/)).toBeVisible();
  await expectNoAxeViolations(page);

  expect(mail.received).toHaveLength(1);
  const [email] = mail.received;
  expect(email).toMatchObject({ from: "desk@clinic.example", to: ["maria@clinic.example"] });
  expect(email?.subject).toBe("Su enlace de Riverside Clinic");
  const [text, html] = email?.parts ?? [];
  expect(text?.text.split(link.url)).toHaveLength(2);
  expect(text?.text).toContain("Es solo para usted.");
  expect(html?.text).toContain(`href="${link.url}"`);
  expect(foundIn(`${email?.raw}${text?.text}${html?.text}`, [patientId, "Planted"])).toEqual([]);

  // Signed out, nothing that was copied here is left for the next person.
  await page.getByRole("button", { name: "Copy link" }).click();
  await expect.poll(() => readClipboard(page)).toBe(link.url);
  await page.getByRole("button", { name: /^Dana|^Demo/ }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  expect(await readClipboard(page)).toBe("");
  expect(foundIn(app.log(), [link.token, patientId, "maria@", unknown])).toEqual([]);
  await mail.stop();
});

test("an email that was not sent is never said to be", async ({ page, sandbox, startApp }) => {
  const unknown = "nobody@clinic.example";
  const mail = await startMailServer([unknown]);
  const app = await startApp({ env: { SMTP_URL: mail.url, MAIL_FROM: "desk@clinic.example" } });
  await page.goto(app.url);
  await page.getByLabel("Email (optional)").fill("jo@gmial.com");
  await page.getByRole("button", { name: "Did you mean jo@gmail.com?" }).click();
  await expect(page.getByLabel("Email (optional)")).toHaveValue("jo@gmail.com");
  await expect(page.getByLabel("Email (optional)")).toBeFocused();
  await page.getByLabel("Email (optional)").fill(unknown);
  await makeLink(page, sandbox);
  await page.getByText("Send it").click();
  const send = page.getByRole("button", { name: "Email it to n…@clinic.example" });

  await send.click();
  await expect(card(page).getByRole("status").filter({ hasText: "did not accept" })).toHaveText(
    "The mail server did not accept this address. Nothing was sent. Check the address with the patient, or copy the message.",
  );
  await mail.stop();
  await send.click();
  await expect(
    card(page).getByText(/mail server could not be reached\. Nothing was sent\./),
  ).toBeVisible();
  await send.click();
  await expect(card(page).getByText(/could not be reached/)).toBeVisible();
  await send.click();
  await expect(card(page).getByText(/Too many emails were sent\..*in 15 minutes\./)).toBeVisible();

  expect(mail.received).toEqual([]);
  await expect(card(page).getByText(/^Handed over/)).toHaveCount(0);
  await page.goto(`${app.url}/audit`);
  await expect(page.getByText("tried to email a link")).toHaveCount(4);
  await expect(page.getByText("Not done: the mail server does not know the address")).toHaveCount(
    1,
  );
  expect(foundIn(app.log(), [unknown])).toEqual([]);
});

test("when a patient finishes there is one sound, where it is wanted, and one sentence", async ({
  page,
  sandbox,
}) => {
  await page.addInitScript(countSounds);
  await page.goto("/settings");
  const sounds = () => page.evaluate(() => Number(document.body.dataset.sounds ?? 0));
  await page.getByRole("checkbox", { name: "A short sound when a patient finishes" }).check();
  expect(await sounds()).toBe(1);

  await page.goto("/");
  const link = await makeLink(page, sandbox, { hospitals: { suggest: ["Mayo Clinic"] } });
  const heard = await listen(card(page));
  const [mayo = ""] = link.recommendedIds ?? [];
  await sandbox.outcome(link.id, { sourceId: mayo, status: "active" });
  await sandbox.complete(link.id);
  await expect(card(page).getByText("Records are on the way from 1 hospital.")).toBeVisible();
  await expect.poll(heard).toContain("Complete. Connected 1 of 1.");
  expect((await heard()).filter((sentence) => /Complete/.test(sentence))).toHaveLength(1);
  expect(await sounds()).toBe(1);
});

function readClipboard(page: Page): Promise<string> {
  return page.evaluate(() => navigator.clipboard.readText());
}

function smsBody(address: string): string {
  return decodeURIComponent(address.replace("sms:?&body=", ""));
}

/** Runs in the page: no program of this computer is opened, and what would have been is kept. */
function catchWhatLeaves() {
  const kept: string[] = [];
  Object.assign(window, { keptHere: kept });
  HTMLAnchorElement.prototype.click = function click() {
    kept.push(this.href);
  };
  Object.assign(navigator, {
    share: async ({ text }: ShareData) => {
      kept.push(text ?? "");
    },
  });
}

function left(page: Page): Promise<string[]> {
  return page.evaluate(() => ("keptHere" in window ? (window.keptHere as string[]) : []));
}

/** Runs in the page, which has no loudspeaker: counts how often one is opened. */
function countSounds() {
  class Counted extends AudioContext {
    constructor() {
      super();
      document.body.dataset.sounds = String(Number(document.body.dataset.sounds ?? 0) + 1);
    }
  }
  window.AudioContext = Counted;
}
