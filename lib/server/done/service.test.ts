import { describe, expect, it } from "vitest";
import { fail, ok } from "@/lib/result";
import type { SessionProgress } from "@/lib/sessions/session";
import { createDonePage, createWhoseAnswer, type DonePageCollaborators } from "./service";

const reference = "sess_01J9YQ8M2X4VZ6P2K5RH7M3KQT";

const mayo = {
  id: "fhirsrc_1",
  name: "Mayo Clinic",
  vendor: "epic",
  portalUrl: "https://portal.mayo.example/sign-in",
};

const allConnected: SessionProgress = {
  id: "row-1",
  state: "connected",
  linkWorks: false,
  hospitals: [
    { sourceId: "fhirsrc_1", name: "Mayo Clinic", state: "connected", at: null, records: null },
  ],
  expiresAt: "2026-04-25T15:00:00.000Z",
  checkedAt: "2026-04-25T14:31:00.000Z",
  serverNow: "2026-04-25T14:31:00.000Z",
  stale: false,
  whose: null,
};

/** A desk that made one session, `row-1`, and whose seal can be read by eye. */
function collaborators(more: Partial<DonePageCollaborators> = {}): DonePageCollaborators {
  return {
    clinic: { name: "Riverside Clinic", phone: "555-0100", askWhose: false },
    findByReference: async (asked) => (asked.endsWith(reference.slice(5)) ? "row-1" : null),
    readProgress: async (id) =>
      id === "row-1" ? ok(allConnected) : fail({ kind: "session-not-found", requestId: null }),
    readSource: async (id) => ok({ ...mayo, id }),
    recordWhose: async () => {},
    sealToken: (purpose, value, ttlSeconds) => `sealed.${purpose}.${value}.${ttlSeconds}`,
    openToken: (purpose, token) => (token === `sealed.${purpose}.row-1.600` ? "row-1" : null),
    ...more,
  };
}

function desk(more: Partial<DonePageCollaborators> = {}) {
  const answer = createDonePage(collaborators(more));
  return (query: string, acceptLanguage = "en") =>
    answer(
      new Request(`http://desk.test/done${query}`, {
        headers: { "Accept-Language": acceptLanguage },
      }),
    );
}

const sealed = "sealed.return-page.row-1.600";

async function headingOf(response: Response): Promise<string | undefined> {
  return /<h1>(.*)<\/h1>/.exec(await response.text())?.[1];
}

describe("a patient's return", () => {
  it.each([
    `?session_id=${reference}`,
    `?patient_flow_id=${reference.replace("sess", "pf")}&patient_id=MRN10023`,
    `?patient_session_id=${reference.replace("sess", "ps")}&patient_id=MRN10023`,
    `?session_id=${reference}&success=true&connection_id=fhirsrc_1`,
    `?session_id=${reference}&success=false&error=access_denied&error_description=No`,
    `?patient_id=MRN10023&session_id=%00&patient_flow_id=${reference}`,
  ])("leads to an address that names nobody: %s", async (query) => {
    const response = await desk()(query);
    expect(response.status).toBe(303);
    expect(response.headers.get("Location")).toBe(`/done?t=${sealed}`);
    expect(await response.text()).toBe("");
  });

  it("keeps the language that the clinic put into its return address", async () => {
    const response = await desk()(`?lang=ar&session_id=${reference}`);
    expect(response.headers.get("Location")).toBe(`/done?t=${sealed}&lang=ar`);
  });

  it.each([
    "?session_id=sess_00000000000000000000000000",
    "?session_id=",
    "?session_id=sess_",
    `?session_id=conn_${reference.slice(5)}`,
    `?session_id=${reference}%0d%0aSet-Cookie:x`,
    `?session_id=../${reference}`,
    `?session_id=sess_${"x".repeat(101)}`,
    "?success=true",
    "?patient_id=MRN10023",
    "?error=access_denied&error_description=%3Cscript%3E",
    `?t=${sealed}&success=true`,
    "?lang=fr&anything=else",
  ])("ends on the bare page when nothing in it is ours: %s", async (query) => {
    const response = await desk()(query);
    expect(response.status).toBe(303);
    expect(response.headers.get("Location")).toBe("/done");
  });

  it("asks the store for nothing that cannot be a session", async () => {
    const asked: string[] = [];
    const answer = desk({
      findByReference: async (value) => {
        asked.push(value);
        return null;
      },
    });
    await answer("?session_id=MRN10023&patient_flow_id=%27%20or%201=1&patient_id=sess_1");
    expect(asked).toEqual([]);
  });
});

describe("the clean page", () => {
  it("claims what the API confirms of the session in the token, and no more", async () => {
    const done = await desk()(`?t=${sealed}`);
    expect(done.status).toBe(200);
    expect(await headingOf(done)).toBe("You are done");

    const nothing = desk({ readProgress: async () => ok({ ...allConnected, state: "nothing" }) });
    expect(await headingOf(await nothing(`?t=${sealed}`))).toBe("No hospital is connected");
  });

  it.each(["", "?t=", "?t=sealed.other-purpose.row-1.600", "?lang=en"])(
    "asks nobody and claims nothing without a token that opens: %s",
    async (query) => {
      const answer = desk({
        readProgress: async () => {
          throw new Error("asked");
        },
      });
      const response = await answer(query);
      expect(await headingOf(response)).toBe("Thank you");
    },
  );

  it("says where to sign in at what is not connected, and only there", async () => {
    const hospitals = (["declined", "connected"] as const).map((state, index) => ({
      sourceId: `fhirsrc_${index + 1}`,
      name: state,
      state,
      at: null,
      records: null,
    }));
    const asked: string[] = [];
    const answer = desk({
      readProgress: async () => ok({ ...allConnected, state: "partly", hospitals }),
      readSource: async (id) => {
        asked.push(id);
        return ok({ ...mayo, id });
      },
    });
    const page = await (await answer(`?t=${sealed}`)).text();
    expect(asked).toEqual(["fhirsrc_1"]);
    expect(page).toContain('href="https://portal.mayo.example/sign-in"');
    expect(page).toMatch(/This worked:[\s\S]*connected[\s\S]*This did not work:[\s\S]*declined/);
    expect(page).toContain('href="tel:5550100"');
    expect(await (await answer("?t=forged")).text()).not.toContain("mayo");
    expect(asked).toEqual(["fhirsrc_1"]);
  });

  it("names no hospital, no patient and no id, and repeats no parameter", async () => {
    const page = await (await desk()(`?t=${sealed}`)).text();
    expect(page.replaceAll(sealed, "")).not.toMatch(/Mayo|fhirsrc|sess_|row-1|MRN/);
    const forged = await (await desk()("?t=forged-token&lang=forged-language")).text();
    expect(forged).not.toContain("forged");
  });

  it("keeps the token in the links to other languages", async () => {
    const page = await (await desk()(`?t=${sealed}&lang=es`)).text();
    expect(page).toContain('<html lang="es" dir="ltr">');
    expect(page).toContain(`href="/done?t=${sealed}&amp;lang=hi"`);
  });

  it("speaks the language of the address, else of the browser", async () => {
    expect(await headingOf(await desk()("?lang=vi", "es"))).toBe("Cảm ơn quý vị");
    expect(await headingOf(await desk()("?lang=xx", "zh-TW,en;q=0.5"))).toBe("谢谢");
    expect(await headingOf(await desk()("", "fr"))).toBe("Thank you");
  });
});

describe("every answer", () => {
  it.each([`?session_id=${reference}`, "?success=true", `?t=${sealed}`, ""])(
    "is kept nowhere, indexed nowhere, passed on to nobody and runs nothing: %s",
    async (query) => {
      const { headers } = await desk()(query);
      expect(headers.get("Cache-Control")).toBe("no-store");
      expect(headers.get("Referrer-Policy")).toBe("no-referrer");
      expect(headers.get("X-Robots-Tag")).toBe("noindex");
      expect(headers.get("X-Content-Type-Options")).toBe("nosniff");
      expect(headers.get("Set-Cookie")).toBeNull();
      expect(headers.get("Content-Security-Policy")).toMatch(
        /^default-src 'none'; style-src 'sha256-[\w+/]{43}='; base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/,
      );
    },
  );
});

describe("the question whose records these are", () => {
  const asking = { clinic: { name: "Riverside Clinic", phone: "555-0100", askWhose: true } };

  /** What is written down of an answer like this one. */
  async function recorded(
    query: string,
    body: string,
    headers: Record<string, string> = {},
    more: Partial<DonePageCollaborators> = asking,
  ) {
    const said: string[] = [];
    const recordWhose = async (id: string, whose: string) => void said.push(`${id} ${whose}`);
    const response = await createWhoseAnswer(collaborators({ ...more, recordWhose }))(
      new Request(`http://desk.test/done${query}`, {
        method: "POST",
        body,
        headers: {
          "Content-Type": "application/x-www-form-urlencoded",
          "Content-Length": String(body.length),
          ...headers,
        },
      }),
    );
    expect(response.status).toBe(303);
    return { said, location: response.headers.get("Location") };
  }

  it("is asked when the clinic wants it and something is connected, once", async () => {
    const asks = async (more: Partial<DonePageCollaborators>, query = `?t=${sealed}`) => {
      const response = await desk(more)(query);
      const has = (await response.text()).includes("<form");
      const allowed = response.headers
        .get("Content-Security-Policy")
        ?.includes("form-action 'self'");
      expect(allowed).toBe(has);
      return has;
    };
    expect(await asks(asking)).toBe(true);
    expect(await asks({})).toBe(false);
    expect(await asks(asking, "?t=forged")).toBe(false);
    const progress = (more: Partial<SessionProgress>) => ({
      ...asking,
      readProgress: async () => ok({ ...allConnected, ...more }),
    });
    expect(await asks(progress({ whose: "child" }))).toBe(false);
    expect(await asks(progress({ state: "nothing" }))).toBe(false);
  });

  it.each([
    [`?t=${sealed}&lang=es`, { "sec-fetch-site": "same-origin", origin: "null" }],
    [`?t=${sealed}&lang=es`, {}],
  ])(
    "takes an answer from the page that asks, which hides its origin: %s %j",
    async (query, headers) => {
      expect(await recorded(query, "whose=child", headers)).toEqual({
        said: ["row-1 child"],
        location: `/done${query}`,
      });
    },
  );

  it.each([
    ["without a token", "", "whose=mine", {}],
    ["with a forged token", "?t=forged", "whose=mine", {}],
    ["from another site", `?t=${sealed}`, "whose=mine", { "sec-fetch-site": "cross-site" }],
    ["of another word", `?t=${sealed}`, "whose=nobody", {}],
    ["of too many words", `?t=${sealed}`, `whose=mine&x=${"x".repeat(64)}`, {}],
    ["of no words", `?t=${sealed}`, "", {}],
  ])("takes none %s", async (_, query, body, headers) => {
    expect((await recorded(query, body, headers)).said).toEqual([]);
  });

  it("takes none when the clinic does not ask", async () => {
    expect((await recorded(`?t=${sealed}`, "whose=mine", {}, {})).said).toEqual([]);
  });
});
