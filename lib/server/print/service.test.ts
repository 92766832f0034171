import { describe, expect, it } from "vitest";
import { ok } from "@/lib/result";
import { patientKey } from "@/lib/server/patient-key";
import type { Language } from "@/lib/words/language";
import { clerk, testCtx } from "@/test/ctx";
import { mayo } from "@/test/sessions/fake-connect";
import { press } from "@/test/sessions/test-desk";
import { answerHandout, handoutSchema, refusePaper } from "./service";

/** A desk that has made one link, and what is written down at it. */
async function deskWithLink() {
  const { ctx: desk, api, clock, lines } = await testCtx();
  const handoutLanguages: Language[] = ["es", "en"];
  const ctx = { ...desk, clinic: { ...desk.clinic, timeZone: "Asia/Kathmandu", handoutLanguages } };
  const portalUrl = "https://portal.example/in";
  api.client.getSource = async () => ok({ ...mayo, vendor: null, portalUrl });
  const created = await press(ctx, {
    patientId: "MRN10023",
    name: "Planted Quell",
    suggestedSourceIds: ["fhirsrc_mayo"],
  });
  if (!created.ok) throw new Error(created.error.kind);
  const { card } = created.value;
  const entries = async () => (await lines()).filter(({ action }) => action === "link-printed");
  const print = (query = "", id = card.progress.id) =>
    answerHandout(
      ctx,
      handoutSchema.parse({ ...Object.fromEntries(new URLSearchParams(query)), id }),
    );
  return { ctx, card, clock, entries, print };
}

describe("the paper of a link", () => {
  it("has the link's code in print quality, names nobody, and is written down", async () => {
    const { ctx, card, entries, print } = await deskWithLink();
    const response = await print("size=a4&lang=en&zone=America/New_York");
    const paper = await response.text();
    expect(response.status).toBe(200);
    expect(paper).toContain("Share your health records with us");
    expect(paper).toContain("width:210mm");
    expect(paper).toContain("Mayo Clinic");
    // The clinic's clocks, whatever the PC's say.
    expect(paper).toContain("GMT+5:45");
    expect(paper).toContain(card.tag);
    expect(paper).not.toMatch(/MRN10023|Planted|Quell/);
    expect(paper).not.toContain(card.progress.id);
    const patient_key = patientKey(ctx.vault, "MRN10023");
    expect(await entries()).toMatchObject([
      { outcome: "ok", staff_id: clerk.staffId, subject: card.progress.id, patient_key },
    ]);
  });

  it("is a card in the clinic's first language unless asked otherwise", async () => {
    const { print } = await deskWithLink();
    for (const query of ["", "size=letter&lang=xx&zone=nowhere"]) {
      const paper = await (await print(query)).text();
      expect(paper).toContain('<html lang="es" dir="ltr">');
      expect(paper).toContain("width:105mm");
    }
  });

  it("is refused when the link has ended, and nothing is written down", async () => {
    const { clock, entries, print } = await deskWithLink();
    await clock.wait(24 * 3_600_000);
    const response = await print();
    const page = await response.text();
    expect(response.status).toBe(410);
    expect(page).toContain("This link has ended");
    expect(page).toContain("Nothing was printed.");
    expect(page).not.toContain("<svg");
    expect(await entries()).toEqual([]);
  });

  it.each(["row-of-nobody", "%00", ""])(
    "is refused for a link that is not there: %s",
    async (id) => {
      const { print } = await deskWithLink();
      const response = await print("", id);
      expect(response.status).toBe(404);
      expect(await response.text()).toContain("This link could not be loaded");
    },
  );

  it("is kept nowhere and runs nothing, and only our own pages may print it from a frame", async () => {
    const { print } = await deskWithLink();
    for (const { headers } of [await print(), refusePaper("signed-out")]) {
      expect(headers.get("Cache-Control")).toBe("no-store");
      expect(headers.get("Referrer-Policy")).toBe("no-referrer");
      expect(headers.get("Content-Security-Policy")).toMatch(
        /^default-src 'none'; style-src 'sha256-[\w+/]{43}='; base-uri 'none'; form-action 'none'; frame-ancestors 'self'$/,
      );
    }
  });
});
