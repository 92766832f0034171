import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { enter } from "../support/desk";
import { expect, test } from "../support/fixtures";
import { add, sourceId } from "../support/hospitals";

test.use({ appEnv: { CLINIC_NAME: "Riverside Clinic" }, viewport: { width: 1200, height: 960 } });

const picture = fileURLToPath(new URL("../../docs/desk.png", import.meta.url));
const readme = fileURLToPath(new URL("../../README.md", import.meta.url));

test("the README's picture shows a link in use; README_PICTURE=1 takes it anew", async ({
  page,
  sandbox,
}) => {
  await sandbox.seedPatient({ patientId: "MRN10023", name: "Maria Lopez" });
  await page.goto("/");
  await add(page, "Mayo Clinic");
  await add(page, "Cleveland Clinic");
  const mayo = await sourceId(page, "Mayo Clinic");
  await enter(page, "MRN10023");
  await expect(page.getByRole("heading", { name: "Link ready for Maria Lopez" })).toBeVisible();

  const [session] = await sandbox.sessions();
  await sandbox.outcome(session?.id ?? "", { sourceId: mayo, status: "active" });
  await expect(page.getByText("Mayo Clinic: Connected")).toBeVisible();

  const options = { animations: "disabled", caret: "hide" } as const;
  await page.screenshot(process.env.README_PICTURE ? { ...options, path: picture } : options);
  expect(readFileSync(readme, "utf8")).toContain("](docs/desk.png)");
  expect(readFileSync(picture).subarray(1, 4).toString()).toBe("PNG");
});
