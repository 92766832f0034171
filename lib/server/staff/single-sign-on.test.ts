import { describe, expect, it } from "vitest";
import type { SingleSignOnSettings } from "@/lib/server/env";
import { describeOnEachEngine } from "@/test/db/test-database";
import { startTestProvider, type TestProvider } from "@/test/staff/test-provider";
import {
  addColleague,
  changing,
  newBrowser,
  openTestStaff,
  staffAt,
  type TestStaff,
  visitor,
} from "@/test/staff/test-staff";
import { makeAddress } from "./one-time-addresses";
import { believe, startSingleSignOn } from "./single-sign-on";

const singleSignOn: SingleSignOnSettings = {
  // Nobody listens there.
  issuer: "http://127.0.0.1:9",
  clientId: "desk",
  clientSecret: "planted",
  allowedDomains: ["clinic.example"],
};
const lee = {
  sub: "1",
  email: "Lee@Clinic.example",
  emailVerified: true,
  name: "",
  authTime: null,
};

describe("an address that the provider tells", () => {
  const why = (user: Partial<typeof lee>) => {
    const believed = believe(singleSignOn, { ...lee, email: null, ...user });
    return believed.ok ? believed.value.email : believed.error.why;
  };

  it("counts when the provider has checked it and it is of the clinic's own domains", () => {
    expect(why(lee)).toBe("lee@clinic.example");
    expect(why({ ...lee, emailVerified: false })).toBe("email-not-checked-by-provider");
    expect(why({})).toBe("provider-gave-no-email");
    for (const email of [
      "lee@evil.example",
      "lee@sub.clinic.example",
      "lee@clinic.example.evil.example",
      "lee@clinic.example@evil.example",
      "lee@notclinic.example",
    ]) {
      expect(why({ email })).toBe("email-of-another-domain");
    }
  });
});

describeOnEachEngine("single sign-on", (newPlace) => {
  /** Somebody comes back from the provider. @returns who is signed in then */
  async function comeAs(desk: TestStaff, provider: TestProvider, email: string) {
    const browser = newBrowser();
    const back = await provider.goThere(browser, desk);
    provider.says.claims = { sub: email, email, email_verified: true, name: "Lee Park" };
    await provider.comeBackBy(back, browser, desk);
    return staffAt(desk, browser);
  }

  it("makes nobody staff before there is an administrator", async () => {
    const provider = await startTestProvider();
    const desk = await openTestStaff(newPlace, { singleSignOn: provider.singleSignOn });
    expect(await comeAs(desk, provider, "lee@clinic.example")).toBeNull();
    expect(desk.audited).toMatchObject([{ action: "sign-in", outcome: "no-administrator-yet" }]);

    await addColleague(desk, { role: "administrator" });

    expect(await comeAs(desk, provider, "lee@clinic.example")).toMatchObject({ name: "Lee Park" });
  });

  it("gives who was invited the role they were invited for, others the desk", async () => {
    const provider = await startTestProvider();
    const desk = await openTestStaff(newPlace, { singleSignOn: provider.singleSignOn });
    await addColleague(desk, { role: "administrator" });
    const invitation = { kind: "invitation", email: "lee@clinic.example", name: "Lee A" } as const;
    const { id } = await changing(desk, (tx) =>
      makeAddress(tx, desk, { ...invitation, role: "administrator" }),
    );

    const lee = await comeAs(desk, provider, "lee@clinic.example");
    const kim = await comeAs(desk, provider, "kim@clinic.example");

    expect(lee).toMatchObject({ id, role: "administrator" });
    expect(kim).toMatchObject({ role: "desk" });
    expect(desk.audited.map(({ action, subject }) => [action, subject])).toEqual([
      ["staff-joined", lee?.id],
      ["sign-in", null],
      ["staff-joined", kim?.id],
      ["sign-in", null],
    ]);
  });

  it("lets in who is staff already, under the account that they have", async () => {
    const provider = await startTestProvider();
    const desk = await openTestStaff(newPlace, { singleSignOn: provider.singleSignOn });
    const id = await addColleague(desk, { email: "lee@clinic.example" });

    expect(await comeAs(desk, provider, "Lee@clinic.example")).toMatchObject({ id });
    expect(await comeAs(desk, provider, "Lee@clinic.example")).toMatchObject({ id });
  });

  it("says so when the provider cannot be reached, and asks again at the next press", async () => {
    const desk = await openTestStaff(newPlace, { singleSignOn });
    const notAnswering = {
      ok: false,
      error: { kind: "single-sign-on-not-answering", requestId: null },
    };

    expect(await startSingleSignOn(desk, undefined, visitor())).toEqual(notAnswering);
    expect(await startSingleSignOn(desk, undefined, visitor())).toEqual(notAnswering);
  });
});
