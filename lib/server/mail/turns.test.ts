import { expect, it } from "vitest";
import { createVault } from "@/lib/server/db/seal";
import { describeOnEachEngine, openUntilEnd } from "@/test/db/test-database";
import { fakeClock } from "@/test/fake-clock";
import { sampleSecret } from "@/test/sessions/sample-session";
import { takeEmailTurn } from "./turns";

describeOnEachEngine("emails", (newPlace) => {
  async function open() {
    const clock = fakeClock();
    const services = {
      db: await openUntilEnd(await newPlace()),
      vault: createVault(sampleSecret),
      now: clock.now,
    };
    return { clock, take: (id: string) => takeEmailTurn(id, services) };
  }

  it("about one link go three times at once, then a quarter of an hour apart and more", async () => {
    const { clock, take } = await open();

    const answers = [];
    for (let i = 0; i < 4; i++) answers.push(await take("link-1"));
    expect(answers).toEqual([0, 0, 0, 900]);
    expect(await take("link-2")).toBe(0);

    await clock.wait(900_000);
    expect(await take("link-1")).toBe(0);
    expect(await take("link-1")).toBe(1800);
  });

  it("of a whole clinic stop at 120 until the hour is over", async () => {
    const { clock, take } = await open();

    for (let i = 0; i < 120; i++) expect(await take(`link-${i}`)).toBe(0);
    expect(await take("link-x")).toBe(3600);
    // What was not sent is not counted against its link.
    await clock.wait(3_600_000);
    expect([await take("link-x"), await take("link-x"), await take("link-x")]).toEqual([0, 0, 0]);
  });
});
