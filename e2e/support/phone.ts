import type { Page } from "@playwright/test";

/** Signs in at one hospital of the hosted page's list; the decision is a button's name. */
export async function signIn(phone: Page, hospital: string, decision: "Allow" | "Do not allow") {
  await openSignIn(phone, hospital);
  await phone.getByRole("button", { name: decision, exact: true }).click();
}

/** Goes from the hosted page's list to the sign-in of one hospital. */
export async function openSignIn(phone: Page, hospital: string) {
  await phone.getByLabel("Name of the hospital").fill(hospital);
  await phone.getByRole("button", { name: "Search" }).click();
  await phone.getByRole("link", { name: hospital }).click();
}

/** Presses the finishing button, which leads to the clinic's return page. */
export async function finish(phone: Page) {
  await phone.getByRole("button", { name: "Done - return to Riverside Clinic" }).click();
}
