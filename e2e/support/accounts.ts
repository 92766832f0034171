import { randomBytes } from "node:crypto";
import type { Browser, Page } from "@playwright/test";
import { expect, signedOut } from "./fixtures";
import type { RunningApp } from "./processes";
import { expectReady } from "./ready";

export type Person = { name: string; email: string; password: string };

/** Somebody whom no other test knows. */
export function newPerson(name: string): Person {
  const number = randomBytes(4).toString("hex");
  const first = name.split(" ", 1).join("").toLowerCase();
  const email = `${first}-${number}@clinic.example`;
  return { name, email, password: `otter marble violin ${number}` };
}

/** A field for a password, not the button beside it. */
export function passwordField(page: Page, label = "Password") {
  return page.getByLabel(label, { exact: true });
}

/** What stands in the way, wherever it is shown; Next has an empty alert of its own. */
export function trouble(page: Page) {
  return page.getByRole("alert").filter({ has: page.getByRole("heading") });
}

/** The desk is open: somebody is signed in. */
export async function expectDesk(page: Page) {
  await expect(page.getByLabel("Patient ID")).toBeVisible();
  await expectReady(page);
}

/** Uses the printed address for the first administrator. */
export async function becomeFirstAdministrator(page: Page, app: RunningApp, person: Person) {
  await page.goto(app.setUpAddress());
  await page.getByLabel("Name").fill(person.name);
  await page.getByLabel("Email").fill(person.email);
  await passwordField(page).fill(person.password);
  await page.getByRole("button", { name: "Create my account" }).click();
  await expectDesk(page);
}

/** Invites from `/staff`. @returns the one-time address */
export async function invite(
  administrator: Page,
  app: Pick<RunningApp, "url">,
  { name, email }: Person,
  role: "Desk" | "Administrator" = "Desk",
): Promise<string> {
  await administrator.goto(`${app.url}/staff`);
  const form = administrator.getByRole("form", { name: "Invite a colleague" });
  await form.getByLabel("Name").fill(name);
  await form.getByLabel("Email").fill(email);
  await form.getByRole("radio", { name: role }).check();
  await form.getByRole("button", { name: "Make an invitation" }).click();
  const address = administrator.getByText(/\/setup#[\w-]{43}$/);
  await expect(address).toBeVisible();
  return (await address.textContent()) ?? "";
}

/** Enters the password once more, where the desk asks for it. */
export async function showItIsYou(page: Page, { password }: Pick<Person, "password">) {
  const asked = page.getByRole("dialog", { name: "Show that it is you" });
  await asked.getByLabel("Your password", { exact: true }).fill(password);
  await asked.getByRole("button", { name: "Go on" }).click();
  await expect(asked).toHaveCount(0);
}

/** Opens an invitation, chooses the password, and is at the desk. */
export async function join(page: Page, address: string, { password }: Person) {
  await page.goto(address);
  await passwordField(page).fill(password);
  await page.getByRole("button", { name: "Create my account" }).click();
  await expectDesk(page);
}

/** A browser of its own, in which nobody is signed in. It ends with the browser of the tests. */
export async function anotherBrowser(browser: Browser, app: Pick<RunningApp, "url">) {
  const context = await browser.newContext({ baseURL: app.url, storageState: signedOut });
  return context.newPage();
}

/** A colleague with a browser of their own, signed in at the desk. */
export async function newColleague(
  browser: Browser,
  app: Pick<RunningApp, "url">,
  administrator: Page,
  person: Person,
  role?: "Desk" | "Administrator",
): Promise<Page> {
  const address = await invite(administrator, app, person, role);
  const page = await anotherBrowser(browser, app);
  await join(page, address, person);
  return page;
}

/** Fills in the form that is shown, on the page or over it, and sends it. */
export async function enterPassword(page: Page, { email, password }: Person) {
  await page.getByRole("form", { name: "Sign in" }).getByLabel("Email").fill(email);
  await passwordField(page).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

/** By the menu. */
export async function pressSignOut(page: Page) {
  await page.locator("header").getByRole("button", { expanded: false }).last().click();
  await page.getByRole("button", { name: "Sign out" }).click();
}

export async function signOut(page: Page) {
  await pressSignOut(page);
  await expect(page.getByRole("heading", { name: "Sign in to Connect Desk" })).toBeVisible();
}

/** In another window of this browser, as far as this page knows. */
export async function signOutElsewhere(page: Page) {
  const ended = await page.request.post("/api/sign-out", { data: { reason: "asked" } });
  expect(ended.status()).toBe(204);
}
