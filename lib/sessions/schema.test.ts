import { describe, expect, it } from "vitest";
import { sampleInput } from "@/test/sessions/sample-input";
import { type CreateSessionInput, createSessionSchema } from "./schema";

/** The form's values with one thing changed, as staff or a stranger's script may send them. */
function send(changes: object) {
  return createSessionSchema.safeParse({ ...sampleInput(), ...changes });
}

function accepted(changes: object): CreateSessionInput {
  return createSessionSchema.parse({ ...sampleInput(), ...changes });
}

/** What staff read at each field, by its path. */
function problems(changes: object): Record<string, string[]> {
  const parsed = send(changes);
  const found: Record<string, string[]> = {};
  for (const { path, message } of parsed.error?.issues ?? []) {
    const field = path.join(".");
    found[field] = [...(found[field] ?? []), message];
  }
  return found;
}

const hidden = "Remove the hidden control character. Type the text again.";
const turning =
  "Remove the hidden character that turns the writing direction. Type the text again.";
const invisible = "Remove the invisible character. Type the ID again.";

describe("the patient ID", () => {
  it("is all that has to be typed", () => {
    expect(accepted({})).toEqual(sampleInput());
    expect(problems({ patientId: "" })).toEqual({ patientId: ["Enter the patient ID"] });
    expect(problems({ patientId: "  \t" })).toEqual({ patientId: ["Enter the patient ID"] });
  });

  it("loses its blanks, wherever they are", () => {
    expect(accepted({ patientId: " MRN 100\u00a023\r\n" }).patientId).toBe("MRN10023");
  });

  it("has 1 to 200 characters", () => {
    expect(accepted({ patientId: "1" }).patientId).toBe("1");
    expect(accepted({ patientId: "x".repeat(200) }).patientId).toHaveLength(200);
    expect(problems({ patientId: "x".repeat(201) })).toEqual({
      patientId: ["Use 200 characters or fewer"],
    });
  });

  it.each(["pat_1", "sess_1", "pf_1", "ps_1", "conn_1", "fhirsrc_1", "wh_1", "evt_1", " ps _1"])(
    "is not one that the API makes: %s",
    (patientId) => {
      expect(problems({ patientId })).toEqual({
        patientId: ["This looks like an ID made by Medblocks. Enter the ID from your own system."],
      });
    },
  );

  it.each(["patricia", "pat-1", "PF123", "1_conn_1"])("may look a little like one: %s", (id) => {
    expect(accepted({ patientId: id }).patientId).toBe(id);
  });

  it("is the same text however it was typed", () => {
    expect(accepted({ patientId: "Jose\u0301" }).patientId).toBe("Jos\u00e9");
    expect(accepted({ patientId: "Jose \u0301" }).patientId).toBe("Jos\u00e9");
  });

  it.each([
    ["NUL", "MRN\u00001", hidden],
    ["an escape", "MRN\u001b[31m1", hidden],
    ["half a surrogate pair", "MRN\ud8001", hidden],
    ["a non-character", "MRN\uffff1", hidden],
    ["a right-to-left override", "MRN\u202e1", turning],
    ["an isolate", "MRN\u20661", turning],
    ["a zero-width space", "MRN\u200b1", invisible],
    ["a zero-width joiner", "MRN\u200d1", invisible],
    ["a soft hyphen", "MRN\u00ad1", invisible],
    ["a left-to-right mark", "MRN\u200e1", invisible],
    ["a Hangul filler", "MRN\u31641", invisible],
    ["a variation selector", "MRN\ufe0f1", invisible],
    ["a tag character", "MRN\u{e0041}1", invisible],
  ])("with %s is refused with a sentence", (_, patientId, message) => {
    expect(problems({ patientId })).toEqual({ patientId: [message] });
  });
});

describe("the name", () => {
  it.each([
    "María López",
    "李小龍",
    "Nguyễn Văn Ân",
    "محمد علي",
    "علی\u200cرضا",
    "क्\u200dष",
    "O’Brien-Smith, Jr.",
    "🙂",
  ])("may be %s", (name) => {
    expect(accepted({ name }).name).toBe(name.normalize("NFC"));
  });

  it("is trimmed and kept in one form", () => {
    expect(accepted({ name: "  Jose\u0301  Luis " }).name).toBe("José  Luis");
  });

  it("has at most 200 characters", () => {
    expect(accepted({ name: "x".repeat(200) }).name).toHaveLength(200);
    expect(problems({ name: "x".repeat(201) })).toEqual({ name: ["Use 200 characters or fewer"] });
  });

  it.each([
    ["a line break", "Maria\nLopez", hidden],
    ["NUL", "Maria\u0000", hidden],
    ["half a surrogate pair", "Maria\udc00", hidden],
    ["a right-to-left override", "Maria \u202ezepoL", turning],
  ])("with %s is refused with a sentence", (_, name, message) => {
    expect(problems({ name })).toEqual({ name: [message] });
  });
});

describe("the email", () => {
  it("may be left out, and is trimmed", () => {
    expect(accepted({ email: "  " }).email).toBe("");
    expect(accepted({ email: " maria@example.com " }).email).toBe("maria@example.com");
  });

  it("is taken out of what was pasted with it", () => {
    expect(accepted({ email: "Maria Lopez <maria@example.com>;" }).email).toBe("maria@example.com");
    expect(accepted({ email: "niamh.o'brien@example.org" }).email).toBe(
      "niamh.o'brien@example.org",
    );
  });

  it.each([
    ["maria", "Enter an email address with an @"],
    ["maria@example", "Enter all that comes after the @, such as clinic.example"],
    ["a b@example.com", "Take the space out of the email address"],
    ["maria\u0000@example.com", "Remove the hidden character. Type the email address again."],
    ["<b>@example.com", "An email address cannot have “>” before the @"],
  ])("is not %j, and why is said", (email, message) => {
    expect(problems({ email })).toEqual({ email: [message] });
  });
});

describe("the hospitals", () => {
  it("are one in Direct Mode", () => {
    expect(problems({ mode: "only" })).toEqual({ onlySourceId: ["Choose one hospital"] });
    expect(accepted({ mode: "only", onlySourceId: "fhirsrc_1" }).onlySourceId).toBe("fhirsrc_1");
  });

  it("are at most 20 to suggest, or none", () => {
    const ids = Array.from({ length: 21 }, (_, index) => `fhirsrc_${index}`);
    expect(accepted({ suggestedSourceIds: ids.slice(1) }).suggestedSourceIds).toHaveLength(20);
    expect(problems({ suggestedSourceIds: ids })).toEqual({
      suggestedSourceIds: ["Suggest 20 hospitals or fewer"],
    });
  });

  it.each([
    "mayo",
    "fhirsrc_",
    "conn_1",
    "fhirsrc_a/../b",
    "fhirsrc_a b",
    " fhirsrc_1",
    "__proto__",
  ])("have ids of the catalog, which %s is not", (id) => {
    expect(send({ suggestedSourceIds: [id] }).success).toBe(false);
    expect(send({ mode: "only", onlySourceId: id }).success).toBe(false);
  });
});

describe("the time that the link works for", () => {
  it.each([60, 61, 3600, 86_399, 86_400])("may be %i seconds", (lifetimeSeconds) => {
    expect(accepted({ lifetimeSeconds }).lifetimeSeconds).toBe(lifetimeSeconds);
  });

  it.each([59, 86_401, 0, -60, 60.5, Number.NaN, Number.POSITIVE_INFINITY, "3600", null])(
    "may not be %s",
    (lifetimeSeconds) => {
      expect(problems({ lifetimeSeconds })).toEqual({
        lifetimeSeconds: ["Choose a time between 1 minute and 24 hours"],
      });
    },
  );
});

describe("the return page", () => {
  it.each([
    "",
    "https://clinic.example/done",
    "https://clinic.example:8443/done?lang=es",
    "HTTPS://Clinic.Example/",
    "http://localhost:3000/done",
    "http://127.0.0.1:3000/done",
    "http://[::1]:3000/done",
    // Composed and decomposed letters are two addresses.
    "https://clinic.example/caf\u00e9",
    "https://clinic.example/cafe\u0301?to=\u212b",
  ])("may be “%s”, and is kept letter for letter", (returnUrl) => {
    expect(accepted({ returnUrl }).returnUrl).toBe(returnUrl);
    expect(accepted({ returnUrl: ` \t${returnUrl}\u00a0\n` }).returnUrl).toBe(returnUrl);
  });

  it.each([
    "clinic.example/done",
    "//clinic.example/done",
    "/done",
    "http://clinic.example/done",
    "http://localhost.example/done",
    "https:clinic.example/done",
    "https://user:secret@clinic.example/done",
    "javascript:alert(1)",
    "javascript://localhost/%0aalert(1)",
    "data:text/html,hello",
    "blob:https://clinic.example/1",
    "ftp://clinic.example/",
  ])("may not be %s", (returnUrl) => {
    expect(problems({ returnUrl })).toEqual({
      returnUrl: ["Return page must start with https://"],
    });
  });

  it.each([
    ["https://clinic.example/\ndone", hidden],
    ["https://clinic.example/\u202edone", turning],
  ])("hides nothing: %j", (returnUrl, message) => {
    expect(problems({ returnUrl })).toEqual({ returnUrl: [message] });
  });

  it("has at most 2000 characters", () => {
    const address = "https://clinic.example/";
    expect(send({ returnUrl: address.padEnd(2000, "x") }).success).toBe(true);
    expect(problems({ returnUrl: address.padEnd(2001, "x") })).toEqual({
      returnUrl: ["Use 2000 characters or fewer"],
    });
  });
});

describe("the button label", () => {
  it("has up to 60 characters", () => {
    expect(accepted({ buttonLabel: "" }).buttonLabel).toBe("");
    expect(accepted({ buttonLabel: ` ${"x".repeat(60)} ` }).buttonLabel).toHaveLength(60);
    expect(problems({ buttonLabel: "x".repeat(61) })).toEqual({
      buttonLabel: ["Use 60 characters or fewer"],
    });
  });

  it("hides nothing", () => {
    expect(problems({ buttonLabel: "Acme\u202ehtlaeH" })).toEqual({ buttonLabel: [turning] });
  });
});

describe("the notes for the clinic's own system", () => {
  const row = (key: string, value = "1") => ({ key, value });

  it("are names and texts, and empty rows do no harm", () => {
    const metadata = [row(" visit ", " A-17 "), row("", ""), row("", "")];
    expect(accepted({ metadata }).metadata).toEqual([
      row("visit", "A-17"),
      row("", ""),
      row("", ""),
    ]);
  });

  it.each(["__proto__", "constructor", "toString", "hasOwnProperty", "desk_attempt"])(
    "are not called %s",
    (key) => {
      expect(problems({ metadata: [row(key)] })).toEqual({
        "metadata.0.key": ["Choose another name for this note"],
      });
    },
  );

  it("have a name each, and no name twice", () => {
    expect(problems({ metadata: [row("visit"), row("")] })).toEqual({
      "metadata.1.key": ["Enter a name for this note"],
    });
    expect(problems({ metadata: [row("visit"), row("room"), row(" visit")] })).toEqual({
      "metadata.2.key": ["This name is used twice"],
    });
  });

  it("are at most 20, with 40 characters of name and 500 of text", () => {
    const rows = Array.from({ length: 21 }, (_, index) => row(`note ${index}`));
    expect(send({ metadata: rows.slice(1) }).success).toBe(true);
    expect(problems({ metadata: rows })).toEqual({ metadata: ["Use 20 notes or fewer"] });
    expect(send({ metadata: [row("x".repeat(40), "x".repeat(500))] }).success).toBe(true);
    expect(problems({ metadata: [row("x".repeat(41), "x".repeat(501))] })).toEqual({
      "metadata.0.key": ["Use 40 characters or fewer"],
      "metadata.0.value": ["Use 500 characters or fewer"],
    });
  });

  it("hide nothing", () => {
    expect(problems({ metadata: [row("a\u0000", "b\u202e")] })).toEqual({
      "metadata.0.key": [hidden],
      "metadata.0.value": [turning],
    });
  });
});
