import { countPosts, enter, expectLinkReady, newLink, pressCreate, problem } from "../support/desk";
import { expect, newPatientId, test } from "../support/fixtures";
import { add, chips, picker, sourceId } from "../support/hospitals";
import { card } from "../support/links";

test("an empty form says what is missing, and leads there", async ({ page }) => {
  const posts = countPosts(page);
  await page.goto("/");
  const field = page.getByLabel("Patient ID");
  await field.press("Enter");

  await expect(page).toHaveTitle("Error: New link – Connect Desk");
  await expect(problem(page).getByRole("heading", { name: "There is a problem" })).toBeFocused();
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await expect(field).toHaveAccessibleDescription(
    "Type it or scan the wristband Error: Enter the patient ID",
  );
  await page.keyboard.press("Tab");
  const link = problem(page).getByRole("link", { name: "Enter the patient ID" });
  await expect(link).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(field).toBeFocused();
  expect(posts()).toBe(0);

  const patientId = newPatientId();
  await page.keyboard.type(`${patientId}\n`);
  await expectLinkReady(page, patientId);
  await expect(page).toHaveTitle("Link – Connect Desk");
  await expect(problem(page)).toHaveCount(0);
  await expect(field).not.toHaveAttribute("aria-invalid");
});

test("a wrong entry says nothing until Create, and then where it is wrong", async ({
  page,
  sandbox,
}) => {
  const patientId = newPatientId();
  const options = page.getByText("More options");
  await page.goto("/");
  await page.getByLabel("Patient ID").fill(patientId);
  await page.getByLabel("Email").fill("maria.example.com");
  await options.click();
  await page.getByLabel("Return page").fill("http://clinic.example/thanks");
  await page.getByLabel("Button label").fill("x".repeat(61));
  await expect(page.getByText("61 of 60 characters")).toBeVisible();
  await page.getByRole("button", { name: "Add a note" }).click();
  await page.getByLabel("Note 1 text").fill("a text without a name");
  await page.getByLabel("Note 1 text").blur();
  await options.click();
  await expect(page.getByLabel("Return page")).toBeHidden();
  await expect(page.locator("[aria-invalid]")).toHaveCount(0);
  await expect(problem(page)).toHaveCount(0);

  await pressCreate(page);
  await expect(problem(page).getByRole("link")).toHaveText([
    "Enter an email address with an @",
    "Return page must start with https://",
    "Use 60 characters or fewer",
    "Enter a name for this note",
  ]);
  await problem(page).getByRole("link", { name: "Return page" }).click();
  await expect(page.getByLabel("Return page")).toBeFocused();

  await page.getByLabel("Email").fill("maria@example.com");
  await page.getByLabel("Return page").fill("https://clinic.example/thanks?from=desk");
  await page.getByLabel("Button label").fill("x".repeat(60));
  await expect(page.getByText("60 of 60 characters")).toBeVisible();
  await page.getByLabel("Note 1 name").fill("visit");
  await pressCreate(page);
  await expectLinkReady(page, patientId);
  expect(await sandbox.sessionsOf(patientId)).toMatchObject([
    {
      returnUrl: "https://clinic.example/thanks?from=desk",
      buttonLabel: "x".repeat(60),
      metadata: {
        visit: "a text without a name",
        desk_attempt: expect.stringMatching(/^[0-9a-f]{32}$/),
      },
    },
  ]);
  expect(await sandbox.patient(patientId)).toMatchObject({
    name: null,
    email: "maria@example.com",
  });
});

test("two notes cannot have one name, and a removed note is not sent", async ({
  page,
  sandbox,
}) => {
  const patientId = newPatientId();
  await page.goto("/");
  await page.getByLabel("Patient ID").fill(patientId);
  await page.getByText("More options").click();
  for (const index of [1, 2, 3]) {
    await page.getByRole("button", { name: "Add a note" }).click();
    await page.getByLabel(`Note ${index} name`).fill("visit");
    await page.getByLabel(`Note ${index} text`).fill(`number ${index}`);
  }
  await page.getByRole("button", { name: "Remove note 1" }).click();
  await pressCreate(page);
  await expect(problem(page).getByRole("link")).toHaveText(["This name is used twice"]);

  await page.getByLabel("Note 2 name").fill("room");
  await pressCreate(page);
  await expectLinkReady(page, patientId);
  const [session] = await sandbox.sessionsOf(patientId);
  expect(session?.metadata).toMatchObject({ visit: "number 2", room: "number 3" });
});

test("a link works for 60 seconds to 24 hours, no less and no more", async ({ page, sandbox }) => {
  await page.goto("/");
  const seconds = page.getByLabel("How long the link works");
  const chooseSeconds = async (text: string) => {
    await page.getByRole("radio", { name: "Other", exact: true }).check();
    await page.getByLabel("Unit of time").selectOption("seconds");
    await seconds.fill(text);
  };
  const lifetimeOf = async (patientId: string) => {
    const [session] = await sandbox.sessionsOf(patientId);
    return session && (session.expiresAt - session.createdAt) / 1000;
  };

  for (const [refused, accepted] of [
    ["59", "60"],
    ["86401", "86400"],
    ["an hour", "5400.0"],
    ["", "901"],
  ] as const) {
    const patientId = newPatientId();
    await page.getByLabel("Patient ID").fill(patientId);
    await chooseSeconds(refused);
    await pressCreate(page);
    const message = "Choose a time between 1 minute and 24 hours";
    await expect(problem(page).getByRole("link")).toHaveText([message]);
    await expect(seconds).toHaveAccessibleDescription(new RegExp(message));

    await seconds.fill(accepted);
    await pressCreate(page);
    await expectLinkReady(page, patientId);
    expect(await lifetimeOf(patientId)).toBe(Number(accepted));
    await newLink(page);
    await expect(page.getByRole("radio", { name: "1 hour", exact: true })).toBeChecked();
  }

  const patientId = newPatientId();
  await page.getByRole("radio", { name: "4 hours", exact: true }).check();
  await enter(page, patientId);
  await expectLinkReady(page, patientId);
  expect(await lifetimeOf(patientId)).toBe(14_400);
});

test("hospitals are suggested in order, or there is only one: never both", async ({
  page,
  sandbox,
}) => {
  const [mayo, duke] = [await sourceId(page, "Mayo Clinic"), await sourceId(page, "Duke Health")];
  const first = newPatientId();
  await page.goto("/");
  await add(page, "Mayo Clinic");
  await add(page, "Duke Health");
  await enter(page, first);
  await expectLinkReady(page, first);
  expect(await sandbox.sessionsOf(first)).toMatchObject([
    { recommendedIds: [mayo, duke], directSourceId: null },
  ]);
  const hospitals = card(page).getByRole("region", { name: "Hospitals" });
  await expect(hospitals.getByRole("listitem")).toHaveText([
    "Mayo Clinic: Waiting",
    "Duke Health: Waiting",
  ]);

  const second = newPatientId();
  await newLink(page);
  await expect(chips(page)).toHaveCount(0);
  await add(page, "Mayo Clinic");
  await page.getByRole("radio", { name: "Only this one." }).check();
  await enter(page, second);
  await problem(page).getByRole("link", { name: "Choose one hospital" }).click();
  await expect(picker(page)).toBeFocused();
  await add(page, "Duke Health");
  await pressCreate(page);
  await expectLinkReady(page, second);
  expect(await sandbox.sessionsOf(second)).toMatchObject([
    { recommendedIds: null, directSourceId: duke },
  ]);
  await expect(hospitals.getByRole("listitem")).toHaveText(["Duke Health: Waiting"]);
});

test("the clinic's own defaults are filled in and sent", async ({ page, sandbox, startApp }) => {
  const suggested = [await sourceId(page, "Duke Health"), await sourceId(page, "Mayo Clinic")];
  const app = await startApp({
    env: {
      CLINIC_NAME: "Lakeside Practice",
      CLINIC_RETURN_URL: "https://lakeside.example/thank-you",
      CLINIC_BUTTON_LABEL: "Lakeside",
      CLINIC_LINK_LIFETIME_SECONDS: "5400",
      CLINIC_HOSPITALS: suggested.join(", "),
    },
  });
  const patientId = newPatientId();
  await page.goto(app.url);
  await expect(page.getByRole("banner")).toContainText("Lakeside Practice");
  await expect(chips(page)).toHaveText([/Duke Health/, /Mayo Clinic/]);
  await expect(page.getByRole("radio", { name: "Other", exact: true })).toBeChecked();
  await expect(page.getByLabel("How long the link works")).toHaveValue("90");
  await expect(page.getByLabel("Unit of time")).toHaveValue("60");
  await page.getByText("More options").click();
  await expect(page.getByLabel("Return page")).toHaveAccessibleDescription(
    /Empty: https:\/\/lakeside\.example\/thank-you/,
  );
  await expect(page.getByLabel("Button label")).toHaveAccessibleDescription(/Empty: Lakeside$/);

  await enter(page, patientId);
  await expectLinkReady(page, patientId);
  const [session] = await sandbox.sessionsOf(patientId);
  expect(session).toMatchObject({
    recommendedIds: suggested,
    returnUrl: "https://lakeside.example/thank-you",
    buttonLabel: "Lakeside",
  });
  expect(session && session.expiresAt - session.createdAt).toBe(5_400_000);
});

test("names of every script arrive as they were typed", async ({ page, sandbox }) => {
  await page.goto("/");
  for (const name of [
    "Zoe\u0308 Núñez",
    "李小龍",
    "محمد الأحمد",
    "आरती शर्मा",
    "Siân O’Connor 👩🏽‍⚕️",
  ]) {
    const patientId = newPatientId();
    await page.getByLabel("Name").fill(`  ${name} `);
    await enter(page, patientId);
    await expectLinkReady(page, patientId);
    const heading = page.getByRole("heading", { name: "Link ready for" });
    // Isolated, so that a name written from right to left does not reorder the line.
    await expect(heading.locator("bdi").first()).toHaveText(name.normalize("NFC"));
    expect((await sandbox.patient(patientId)).name).toBe(name.normalize("NFC"));
    await newLink(page);
  }
});

test("characters that hide something are refused with a sentence", async ({ page }) => {
  const posts = countPosts(page);
  await page.goto("/");
  for (const [label, text, sentence] of [
    ["Patient ID", "MRN\u0007100", "Remove the hidden control character. Type the text again."],
    ["Patient ID", "MRN\u200b100", "Remove the invisible character. Type the ID again."],
    [
      "Patient ID",
      "pat_100",
      "This looks like an ID made by Medblocks. Enter the ID from your own system.",
    ],
    ["Patient ID", "9".repeat(201), "Use 200 characters or fewer"],
    [
      "Name",
      "Maria \u202ezepoL",
      "Remove the hidden character that turns the writing direction. Type the text again.",
    ],
    ["Name", "Maria\u0000Lopez", "Remove the hidden control character. Type the text again."],
  ] as const) {
    await page.getByLabel("Patient ID").fill("MRN10023");
    await page.getByLabel("Name").fill("");
    await page.getByLabel(label).fill(text);
    await pressCreate(page);
    await expect(problem(page).getByRole("link")).toHaveText([sentence]);
    await expect(page.getByLabel(label)).toHaveAccessibleDescription(new RegExp(sentence));
  }
  expect(posts()).toBe(0);
});
