import type { Page } from "@playwright/test";
import { expectNoAxeViolationsInEitherTheme } from "../support/accessibility";
import { expect, test } from "../support/fixtures";
import { sandboxKey } from "../support/processes";
import type { Fault, SandboxControl } from "../support/sandbox";

// An app of its own: that of other tests asks at any time what became of their links.
test.use({ appEnv: {} });

const connection = (page: Page) => page.getByRole("region", { name: "Connection" });

test("Check says in words what is wrong with key, address or generation", async ({
  page,
  sandbox,
  startApp,
}) => {
  await page.goto("/settings");
  const badge = page.getByRole("banner");
  await expect(badge.getByText("Demo: made-up hospitals")).toBeVisible();
  await expect(connection(page)).toContainText("Demo sandbox on this computer");
  await expect(connection(page)).toContainText(sandbox.origin);
  await expectVerdict(page, "All is well", "The API accepts the key and speaks sessions.");
  const { calls } = await sandbox.calls();
  expect(calls.map(({ method }) => method)).toEqual(["GET", "GET"]);
  await expect(connection(page)).toContainText(`Reference ${calls[1]?.requestId}`);

  const faults: [fault: Fault, heading: string, says: RegExp, code: string | null][] = [
    [
      { on: "listConnections", kind: "status", status: 401 },
      "The key is not accepted",
      /Check MEDBLOCKS_API_KEY/,
      "invalid_api_key",
    ],
    [
      { on: "listConnections", kind: "status", status: 403 },
      "The key may not do this",
      /refuses it the list of hospitals/,
      "insufficient_scope",
    ],
    [
      { on: "listConnections", kind: "html-200" },
      "This address is not the API",
      /Check MEDBLOCKS_API_URL/,
      null,
    ],
  ];
  for (const [fault, heading, says, code] of faults) {
    await sandbox.fault(fault);
    await expectVerdict(page, heading, says);
    await expect(connection(page)).toContainText(`Reference ${await lastReference(sandbox)}`);
    const addresses = code ? [`https://docs.medblocks.com/errors/${code}`] : [];
    await expect(connection(page).getByRole("link", { name: /^https:/ })).toHaveText(addresses);
  }
  await sandbox.reset({ families: ["patient-sessions"], introduces: false });
  await expectVerdict(
    page,
    "All is well",
    "The API accepts the key. It does not know sessions and speaks patient-sessions, so links are made as patient-sessions. There is nothing to do.",
  );
  await expect(connection(page)).toContainText("patient-sessions, as the API does not know");

  await expectNoAxeViolationsInEitherTheme(page);

  await page.reload();
  await expect(badge.getByText("Sandbox: no real hospitals")).toBeVisible();
  await expect(connection(page)).toContainText(await lastReference(sandbox));
  expect(await page.content()).not.toContain(sandboxKey);

  // Nothing listens at this port.
  const down = await startApp({
    env: { MEDBLOCKS_API_URL: "http://127.0.0.1:9", MEDBLOCKS_GENERATION: "auto" },
  });
  await page.goto(`${down.url}/settings`);
  await expect(connection(page)).toContainText("auto, which has not asked yet");
  await expectVerdict(page, "The address cannot be reached", /Check MEDBLOCKS_API_URL/);
  await expect(connection(page)).not.toContainText("Reference");
  // The start said the same in the terminal.
  await expect.poll(down.log).toContain("The key: Sandbox: no real hospitals.");
  await expect.poll(down.log).toContain("Connection: The address cannot be reached. Nothing");
});

async function expectVerdict(page: Page, heading: string, says: string | RegExp) {
  await connection(page).getByRole("button", { name: "Check" }).click();
  await expect(connection(page).getByRole("status").first()).toContainText(heading);
  await expect(connection(page).getByText(says)).toBeVisible();
}

async function lastReference(sandbox: SandboxControl): Promise<string> {
  const { calls } = await sandbox.calls();
  const last = calls.at(-1);
  if (!last) throw new Error("The API was not asked");
  return last.requestId;
}
