import { expect, it } from "vitest";
import { describeOnEachEngine } from "@/lib/server/db/test-database";
import type { SingleSignOnSettings } from "@/lib/server/env";
import { makeAddress } from "./one-time-addresses";
import { joinByProvider, mayUseProvider } from "./provider-rules";
import { startSingleSignOn } from "./single-sign-on";
import { addColleague, openTestStaff, visitor } from "./test-staff";

const singleSignOn: SingleSignOnSettings = {
  // Nobody listens there.
  issuer: "http://127.0.0.1:9",
  clientId: "desk",
  clientSecret: "planted",
  allowedDomains: ["clinic.example"],
};
const lee = { email: "Lee@Clinic.example", emailVerified: true };

describeOnEachEngine("single sign-on", (newPlace) => {
  it("lets in whom the provider has checked, of the clinic's own domains (row 28)", async () => {
    const desk = await openTestStaff(newPlace);
    const may = (user: Parameters<typeof mayUseProvider>[1]) =>
      mayUseProvider({ db: desk.db, singleSignOn }, user, "sign-in");

    expect(await may(lee)).toBe(true);
    expect(await may({ ...lee, emailVerified: false })).toBe(false);
    expect(await may({ email: lee.email })).toBe(false);
    expect(await may({ emailVerified: true })).toBe(false);
    for (const email of [
      "lee@evil.example",
      "lee@sub.clinic.example",
      "lee@clinic.example.evil.example",
      "lee@clinic.example@evil.example",
      "lee@notclinic.example",
    ]) {
      expect(await may({ email, emailVerified: true })).toBe(false);
    }
  });

  it("makes nobody staff before there is an administrator (row 29)", async () => {
    const desk = await openTestStaff(newPlace);
    const may = () => mayUseProvider({ db: desk.db, singleSignOn }, lee, "create-user");
    expect(await may()).toBe(false);

    await addColleague(desk, { role: "administrator" });

    expect(await may()).toBe(true);
  });

  it("gives who was invited the role they were invited for, others the desk", async () => {
    const desk = await openTestStaff(newPlace);
    const invitation = { kind: "invitation", email: "lee@clinic.example", name: "Lee" } as const;
    await makeAddress({ ...invitation, role: "administrator" }, desk);

    expect(await joinByProvider(desk.db, lee)).toMatchObject({ role: "administrator" });
    expect(await joinByProvider(desk.db, lee)).toMatchObject({ role: "desk" });
  });

  it("says so when the provider cannot be reached, and asks again at the next press", async () => {
    const desk = await openTestStaff(newPlace, { singleSignOn });
    const notAnswering = {
      ok: false,
      error: { kind: "single-sign-on-not-answering", requestId: null },
    };

    expect(await startSingleSignOn(visitor(), desk)).toEqual(notAnswering);
    expect(await startSingleSignOn(visitor(), desk)).toEqual(notAnswering);
  });
});
