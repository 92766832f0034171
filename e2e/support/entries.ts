import type { Page } from "@playwright/test";
import { form } from "./desk";
import { add, chips } from "./hospitals";

/** Something other than the usual in every field of the form. */
export async function fillEverything(page: Page, patientId: string) {
  await page.getByLabel("Patient ID").fill(patientId);
  await page.getByLabel("Name").fill("Maria Lopez");
  await page.getByLabel("Email").fill("maria@example.com");
  await add(page, "Mayo Clinic");
  await add(page, "Duke Health");
  await page.getByRole("radio", { name: "Other", exact: true }).check();
  await page.getByLabel("Unit of time").selectOption("minutes");
  await page.getByLabel("How long the link works").fill("60");
  await page.getByText("More options").click();
  await page.getByLabel("Return page").fill("https://clinic.example/thanks");
  await page.getByLabel("Button label").fill("Riverside");
  await page.getByRole("button", { name: "Add a note" }).click();
  await page.getByLabel("Note 1 name").fill("visit");
  await page.getByLabel("Note 1 text").fill("A 100");
}

/** Everything that staff have typed, chosen or opened. */
export async function entries(page: Page) {
  const controls = await form(page).evaluate((element) =>
    [...element.querySelectorAll("input, select, details")].map((control) => {
      if (control instanceof HTMLDetailsElement) return control.open;
      if (control instanceof HTMLSelectElement) return control.value;
      if (!(control instanceof HTMLInputElement)) return null;
      return control.type === "radio" ? control.checked : `${control.id}: ${control.value}`;
    }),
  );
  return { controls, hospitals: await chips(page).allTextContents() };
}
