import { expect, it } from "vitest";
import { patientKey } from "@/lib/server/patient-key";
import { clerk, testCtx } from "@/test/ctx";
import { press, shown } from "@/test/sessions/test-desk";
import { readHandovers, recordHandover } from "./hand-over";

it("writes down who copied which patient's link", async () => {
  const { ctx, lines } = await testCtx();
  const { id } = shown(await press(ctx)).progress;

  expect(await recordHandover(ctx, { id, what: "copied" })).toEqual({ ok: true, value: null });

  expect((await lines()).at(-1)).toEqual({
    action: "link-copied",
    outcome: "ok",
    staff_id: clerk.staffId,
    staff_session: clerk.signInId,
    subject: id,
    patient_key: patientKey(ctx.vault, "MRN10023"),
    request_id: null,
  });
});

it("writes nothing down about a link that is not there", async () => {
  const { ctx, lines } = await testCtx();

  expect(await recordHandover(ctx, { id: "nowhere", what: "shown" })).toMatchObject({
    ok: false,
    error: { kind: "session-not-found" },
  });
  expect(await lines()).toEqual([]);
});

it("tells how a link was handed over, and nothing of one that is not there", async () => {
  const { ctx, clock } = await testCtx();
  const { id } = shown(await press(ctx)).progress;
  await recordHandover(ctx, { id, what: "copied" });

  expect(await readHandovers(ctx, { id })).toEqual({
    ok: true,
    value: [{ what: "copied", at: clock.now().toISOString() }],
  });
  expect(await readHandovers(ctx, { id: "nowhere" })).toMatchObject({ ok: false });
});
