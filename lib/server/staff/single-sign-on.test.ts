import { expect, it } from "vitest";
import type { SingleSignOnSettings } from "@/lib/server/env";
import { describeOnEachEngine } from "@/test/db/test-database";
import { addColleague, changing, openTestStaff, visitor } from "@/test/staff/test-staff";
import { makeAddress } from "./one-time-addresses";
import { joinByProvider, whyNotLetIn } from "./provider-rules";
import { startSingleSignOn } from "./provider-way";

const singleSignOn: SingleSignOnSettings = {
  // Nobody listens there.
  issuer: "http://127.0.0.1:9",
  clientId: "desk",
  clientSecret: "planted",
  allowedDomains: ["clinic.example"],
};
const lee = { email: "Lee@Clinic.example", emailVerified: true, name: "Lee" };

describeOnEachEngine("single sign-on", (newPlace) => {
  it("lets in whom the provider has checked, of the clinic's own domains (row 28)", async () => {
    const desk = await openTestStaff(newPlace);
    const why = (user: Parameters<typeof whyNotLetIn>[1]) =>
      whyNotLetIn({ db: desk.db, singleSignOn }, user, "sign-in");

    expect(await why(lee)).toBeNull();
    expect(await why({ ...lee, emailVerified: false })).toBe("email-not-checked-by-provider");
    expect(await why({ email: lee.email })).toBe("email-not-checked-by-provider");
    expect(await why({ emailVerified: true })).toBe("provider-gave-no-email");
    for (const email of [
      "lee@evil.example",
      "lee@sub.clinic.example",
      "lee@clinic.example.evil.example",
      "lee@clinic.example@evil.example",
      "lee@notclinic.example",
    ]) {
      expect(await why({ email, emailVerified: true })).toBe("email-of-another-domain");
    }
  });

  it("makes nobody staff before there is an administrator (row 29)", async () => {
    const desk = await openTestStaff(newPlace);
    const why = () => whyNotLetIn({ db: desk.db, singleSignOn }, lee, "create-user");
    expect(await why()).toBe("no-administrator-yet");

    await addColleague(desk, { role: "administrator" });

    expect(await why()).toBeNull();
  });

  it("gives who was invited the role they were invited for, others the desk", async () => {
    const desk = await openTestStaff(newPlace);
    const invitation = { kind: "invitation", email: "lee@clinic.example", name: "Lee A" } as const;
    await changing(desk, (tx) => makeAddress(tx, { ...invitation, role: "administrator" }, desk));

    expect(await changing(desk, (tx) => joinByProvider(tx, lee))).toMatchObject({
      role: "administrator",
    });
    expect(await changing(desk, (tx) => joinByProvider(tx, lee))).toMatchObject({ role: "desk" });
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
