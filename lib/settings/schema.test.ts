import { describe, expect, it } from "vitest";
import { clinicFields, defaultSettings } from "./clinic";
import { clinicChangesSchema, clinicSchema } from "./schema";

/** The sentence at a field with this value; null: it is accepted. */
function sentence(field: keyof typeof defaultSettings, value: unknown): string | null {
  const parsed = clinicSchema.safeParse({ ...defaultSettings, [field]: value });
  const issue = parsed.error?.issues[0];
  return issue
    ? `${issue.path[0] === field ? "" : `${issue.path.join(".")}: `}${issue.message}`
    : null;
}

describe("the clinic's settings", () => {
  it("accept what a clinic starts with", () => {
    expect(clinicSchema.parse(defaultSettings)).toEqual(defaultSettings);
    expect([...clinicFields].sort()).toEqual(Object.keys(defaultSettings).sort());
  });

  it("are trimmed and written in one Unicode form", () => {
    const { name, readBackLine } = clinicSchema.parse({
      ...defaultSettings,
      name: "  Zoe\u0308’s ",
      readBackLine: " Name? ",
    });
    expect([name, readBackLine]).toEqual(["Zoë’s", "Name?"]);
  });

  it.each([
    ["name", "x".repeat(60)],
    ["phone", ""],
    ["phone", "+1 (555) 010-0100 ext. 7"],
    ["returnUrl", ""],
    ["returnUrl", "https://clinic.example/done?lang=es"],
    ["buttonLabel", ""],
    ["linkLifetimeSeconds", 60],
    ["linkLifetimeSeconds", 86_400],
    ["idPattern", ""],
    ["idPattern", "MRN-######, #######"],
    ["idPrefixes", "PID:, *"],
    ["idCase", "counts"],
    ["idZeros", "off"],
    ["readBackLine", ""],
    ["handoutLanguages", ["en", "es", "zh", "vi", "ar", "hi"]],
    ["retentionDays", 1],
    ["retentionDays", 3650],
    ["veilAfterSeconds", 15],
    ["veilAfterSeconds", 900],
    ["signOutAfterMinutes", 1],
    ["signOutAfterMinutes", 60],
  ] as const)("accept for %s: %j", (field, value) => {
    expect(sentence(field, value)).toBeNull();
  });

  it.each([
    ["name", " ", "Enter the clinic's name"],
    ["name", "x".repeat(61), "Use 60 characters or fewer"],
    ["phone", "ask at the desk", "Enter a phone number with its digits"],
    ["returnUrl", "http://clinic.example/done", "Return page must start with https://"],
    ["returnUrl", "javascript:alert(1)", "Return page must start with https://"],
    ["buttonLabel", "x".repeat(61), "Use 60 characters or fewer"],
    ["linkLifetimeSeconds", 59, "Choose a time between 1 minute and 24 hours"],
    ["linkLifetimeSeconds", Number.NaN, "Choose a time between 1 minute and 24 hours"],
    ["suggestedSourceIds", ["fhirsrc_1", "fhirsrc_1"], "Each hospital only once"],
    [
      "suggestedSourceIds",
      Array.from({ length: 21 }, (_, index) => `fhirsrc_${index}`),
      "Suggest 20 hospitals or fewer",
    ],
    ["handoutLanguages", [], "Choose one language or more"],
    ["idPattern", " , ", "Enter what an ID looks like, such as MRN-######"],
    ["idPattern", "https://######", "Enter what an ID looks like, such as MRN-######"],
    ["retentionDays", 0, "Enter a whole number of days from 1 to 3650"],
    ["retentionDays", Number.NaN, "Enter a whole number of days from 1 to 3650"],
    ["veilAfterSeconds", 14, "Enter a whole number of seconds from 15 to 900"],
    ["veilAfterSeconds", 30.5, "Enter a whole number of seconds from 15 to 900"],
    ["signOutAfterMinutes", 61, "Enter a whole number of minutes from 1 to 60"],
    [
      "readBackLine",
      "Your \u202ename?",
      "Remove the hidden character that turns the writing direction. Type the text again.",
    ],
  ] as const)("refuse for %s: %j", (field, value, message) => {
    expect(sentence(field, value)).toBe(message);
  });
});

describe("a change", () => {
  it("may be of one field, and holds nothing that is no field", () => {
    expect(clinicChangesSchema.parse({ phone: " 555-0100 ", role: "administrator" })).toEqual({
      phone: "555-0100",
    });
    expect(clinicChangesSchema.safeParse({ name: "" }).success).toBe(false);
    expect(clinicChangesSchema.safeParse({ mode: ["only"] }).success).toBe(false);
  });
});

it("the time zone is one that this computer knows, or the server's", () => {
  const read = (timeZone: unknown) => clinicSchema.shape.timeZone.safeParse(timeZone);
  for (const name of ["", "America/New_York", " Asia/Kathmandu ", "UTC"]) {
    expect(read(name)).toEqual({ success: true, data: name.trim() });
  }
  for (const name of ["Mars/Base", "<b>", "New York", "x".repeat(99), 5]) {
    expect(read(name).success).toBe(false);
  }
});
