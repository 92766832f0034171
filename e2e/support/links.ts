import type { Page } from "@playwright/test";
import { expect, newPatientId } from "./fixtures";
import { add, choose } from "./hospitals";
import type { SandboxControl, SandboxSession } from "./sandbox";

type NewLink = {
  patientId?: string;
  name?: string;
  /** Names of hospitals to suggest, or of the only one. */
  hospitals?: { suggest: string[] } | { only: string };
  /** One of the choices, such as "15 min". */
  lifetime?: string;
};

/** The right-hand side of the desk: the card, or the place where it will be. */
export function card(desk: Page) {
  return desk.getByRole("region", { name: "Handover" });
}

/** The code on the card. */
export function code(desk: Page) {
  return card(desk).getByRole("img", { name: "QR code for the patient link" });
}

/** From the card to the page of its patient. */
export function toPatient(desk: Page) {
  return card(desk).getByRole("link", { name: "All links of this patient" });
}

/** Makes a link at the desk, and waits for its card. @returns what the API has of it */
export async function makeLink(
  desk: Page,
  sandbox: SandboxControl,
  { patientId = newPatientId(), name, hospitals, lifetime }: NewLink = {},
): Promise<SandboxSession> {
  await desk.getByLabel("Patient ID").fill(patientId);
  if (name) await desk.getByLabel("Name (optional)").fill(name);
  if (hospitals && "only" in hospitals) {
    await desk.getByRole("radio", { name: "Only this one." }).check();
    await choose(desk, hospitals.only);
  }
  if (hospitals && "suggest" in hospitals) {
    for (const hospital of hospitals.suggest) await add(desk, hospital);
  }
  if (lifetime) await desk.getByRole("radio", { name: lifetime, exact: true }).check();
  await desk.getByRole("button", { name: "Create link" }).click();
  await expect(card(desk).getByRole("heading", { name: "Link ready for" })).toContainText(
    patientId,
  );
  return newestLink(sandbox, patientId);
}

/** The last session that the API made for a patient. */
export async function newestLink(
  sandbox: SandboxControl,
  patientId: string,
): Promise<SandboxSession> {
  const link = (await sandbox.sessionsOf(patientId)).at(-1);
  if (!link) throw new Error("The sandbox has no session of this patient");
  return link;
}
