import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { readEnv, variables } from "./env";

const key = "mb_sk_live_planted";

function read(more: Record<string, string> = {}) {
  return readEnv({ MEDBLOCKS_API_KEY: key, ...more });
}

describe("an environment with nothing but the key", () => {
  it("serves one clinic on this computer, against the live API", () => {
    expect(read()).toEqual({
      connect: {
        apiUrl: "https://app.medblocks.com",
        apiKey: key,
        generation: "sessions",
        version: "2026-04-25",
        proxy: null,
        linkOrigins: ["https://app.medblocks.com"],
      },
      appUrl: "http://127.0.0.1:3000",
      hosts: ["127.0.0.1:3000", "127.0.0.1:3000", "localhost:3000", "[::1]:3000"],
      dataDir: resolve("data"),
      databaseUrl: null,
      deskSecret: null,
      signIn: {
        password: true,
        demo: false,
        newPasswordFor: null,
        clientIpHeader: null,
        singleSignOn: null,
      },
      mail: null,
      proxy: { https: null, http: null, except: ["127.0.0.1", "localhost", "[::1]"] },
      clinic: {
        name: null,
        timeZone: null,
        returnUrl: null,
        buttonLabel: null,
        linkLifetimeSeconds: null,
        suggestedSourceIds: null,
        retentionDays: null,
      },
    });
  });

  it("takes an empty variable for one that is not set", () => {
    const names = variables.filter((name) => name !== "MEDBLOCKS_API_KEY");
    expect(read(Object.fromEntries(names.map((name) => [name, ""])))).toEqual(read());
  });
});

describe("an environment that is filled in", () => {
  it("is taken as it is", () => {
    const env = read({
      APP_URL: "https://desk.clinic.example/",
      CLINIC_NAME: " Riverside Clinic ",
      CLINIC_RETURN_URL: "https://clinic.example/thanks",
      CLINIC_BUTTON_LABEL: "Riverside",
      CLINIC_LINK_LIFETIME_SECONDS: "900",
      CLINIC_HOSPITALS: " fhirsrc_1, fhirsrc_2 ,fhirsrc_1,",
      RETENTION_DAYS: "7",
    });

    expect(env).toMatchObject({
      appUrl: "https://desk.clinic.example",
      clinic: {
        retentionDays: 7,
        name: "Riverside Clinic",
        returnUrl: "https://clinic.example/thanks",
        buttonLabel: "Riverside",
        linkLifetimeSeconds: 900,
        suggestedSourceIds: ["fhirsrc_1", "fhirsrc_2"],
      },
    });
    expect(env.hosts[0]).toBe("desk.clinic.example");
  });

  it("has an address that can be opened when it listens on an IPv6 one", () => {
    expect(read({ HOST: "::1", PORT: "4000" })).toMatchObject({
      appUrl: "http://[::1]:4000",
    });
  });

  it("answers under its names without a port when the port is the usual one", () => {
    expect(read({ PORT: "80" }).hosts).toEqual(expect.arrayContaining(["127.0.0.1", "localhost"]));
  });
});

describe("the API's key", () => {
  it("loses the line break that ends the file it was read from", () => {
    expect(read({ MEDBLOCKS_API_KEY: ` ${key}\r\n` }).connect.apiKey).toBe(key);
  });
});

describe("the API's address", () => {
  it.each([
    ["https://api.example", "https://api.example"],
    ["https://api.example:8443/", "https://api.example:8443"],
    ["http://127.0.0.1:4010", "http://127.0.0.1:4010"],
    ["http://localhost:4010", "http://localhost:4010"],
    ["http://[::1]:4010", "http://[::1]:4010"],
  ])("may be %s", (address, apiUrl) => {
    expect(read({ MEDBLOCKS_API_URL: address }).connect.apiUrl).toBe(apiUrl);
  });

  it.each([
    "http://api.example",
    "http://169.254.169.254",
    "http://127.0.0.1.example:4010",
    "https://user:secret@api.example",
    "https://api.example/v1",
    "https://api.example/?q=1",
    "https://api.example/#a",
    "ftp://api.example",
    "file:///etc/passwd",
    "javascript:alert(1)",
    "api.example",
  ])("may not be %s", (address) => {
    expect(() => read({ MEDBLOCKS_API_URL: address })).toThrow("MEDBLOCKS_API_URL");
  });

  it("is asked for the version that is set, or for the one of the key", () => {
    expect(read({ MEDBLOCKS_VERSION: " 2026-09-02 " }).connect.version).toBe("2026-09-02");
    expect(read({ MEDBLOCKS_VERSION: "key" }).connect.version).toBeNull();
    for (const version of ["latest", "2026-4-25", "2026-04-25\r\nx: y", "26-04-25"]) {
      expect(() => read({ MEDBLOCKS_VERSION: version })).toThrow("MEDBLOCKS_VERSION");
    }
  });
});

describe("the origins of hosted links", () => {
  it("are the API's own unless others are named", () => {
    expect(read({ MEDBLOCKS_API_URL: "https://api.example" }).connect.linkOrigins).toEqual([
      "https://api.example",
    ]);
    expect(
      read({ MEDBLOCKS_LINK_ORIGINS: "https://a.example/, https://b.example:8443" }).connect
        .linkOrigins,
    ).toEqual(["https://a.example", "https://b.example:8443"]);
  });

  it("are plain http only beside an API on this computer", () => {
    const origins = { MEDBLOCKS_LINK_ORIGINS: "http://192.168.1.5:4010" };
    expect(() => read(origins)).toThrow("MEDBLOCKS_LINK_ORIGINS");
    const sandbox = read({ ...origins, MEDBLOCKS_API_URL: "http://127.0.0.1:4010" });
    expect(sandbox.connect.linkOrigins).toEqual(["http://192.168.1.5:4010"]);
  });

  it.each(["javascript:alert(1)", "data:text/html,x", "app.medblocks.com:443"])(
    "are addresses of the web, not %s",
    (origin) => {
      const sandbox = { MEDBLOCKS_API_URL: "http://127.0.0.1:4010" };
      expect(() => read({ ...sandbox, MEDBLOCKS_LINK_ORIGINS: origin })).toThrow(
        "MEDBLOCKS_LINK_ORIGINS",
      );
    },
  );
});

describe("the clinic's return page", () => {
  it.each(["https://clinic.example/done?lang=es", "http://localhost:3000/done"])(
    "may be %s",
    (address) => {
      expect(read({ CLINIC_RETURN_URL: address }).clinic.returnUrl).toBe(address);
    },
  );

  it.each(["http://clinic.example/done", "javascript:alert(1)", "clinic.example", "/done"])(
    "may not be %s",
    (address) => {
      expect(() => read({ CLINIC_RETURN_URL: address })).toThrow("CLINIC_RETURN_URL");
    },
  );
});

describe("the ways to sign in", () => {
  const oidc = {
    OIDC_ISSUER: "https://login.clinic.example/realms/desk/",
    OIDC_CLIENT_ID: "desk",
    OIDC_CLIENT_SECRET: "planted-secret",
    OIDC_ALLOWED_DOMAINS: "Clinic.example, clinic.test",
  };

  it("are a provider's alone when the clinic says so", () => {
    expect(
      read({ ...oidc, PASSWORD_SIGN_IN: "off", CLIENT_IP_HEADER: "X-Forwarded-For" }),
    ).toMatchObject({
      signIn: {
        password: false,
        clientIpHeader: "x-forwarded-for",
        singleSignOn: {
          issuer: "https://login.clinic.example/realms/desk",
          allowedDomains: ["clinic.example", "clinic.test"],
        },
      },
    });
  });

  it.each<[string, Record<string, string>, RegExp]>([
    ["none at all", { PASSWORD_SIGN_IN: "off" }, /PASSWORD_SIGN_IN/],
    ["a provider without a secret", { ...oidc, OIDC_CLIENT_SECRET: "" }, /OIDC_CLIENT_SECRET/],
    ["a provider for everybody", { ...oidc, OIDC_ALLOWED_DOMAINS: " , " }, /OIDC_ALLOWED_DOMAINS/],
    ["a provider for an address", { ...oidc, OIDC_ALLOWED_DOMAINS: "a@b.c" }, /such as clinic/],
    ["a provider in the open", { ...oidc, OIDC_ISSUER: "http://login.example" }, /OIDC_ISSUER/],
    [
      "a provider with a password",
      { ...oidc, OIDC_ISSUER: "https://a:b@c.example" },
      /OIDC_ISSUER/,
    ],
    ["a demo clerk at a live desk", { DEMO_SIGN_IN: "on" }, /DEMO_SIGN_IN/],
    ["two headers", { CLIENT_IP_HEADER: "a, b" }, /CLIENT_IP_HEADER/],
  ])("cannot be %s", (_, variables, message) => {
    expect(() => read(variables)).toThrow(message);
    expect(() => read(variables)).not.toThrow(/planted-secret/);
  });

  it("may be a demo clerk where the API is on this machine", () => {
    const sandbox = { MEDBLOCKS_API_URL: "http://127.0.0.1:4010", DEMO_SIGN_IN: "on" };
    expect(read(sandbox).signIn.demo).toBe(true);
  });
});

describe("a mail server", () => {
  const from = { MAIL_FROM: "desk@clinic.example" };

  it.each([
    ["smtps://mail.example", { host: "mail.example", port: 465, tls: "at-once", login: null }],
    ["smtp://mail.example:25", { host: "mail.example", port: 25, tls: "starttls" }],
    ["smtp://127.0.0.1:2525", { host: "127.0.0.1", port: 2525, tls: "none" }],
    ["smtp://[::1]", { host: "::1", port: 587, tls: "none" }],
    ["smtps://a%40b:p%2Fw@mail.example", { login: { user: "a@b", password: "p/w" } }],
  ])("is reached at %s, in the open on this machine only", (SMTP_URL, expected) => {
    expect(read({ ...from, SMTP_URL }).mail).toMatchObject({
      ...expected,
      from: "desk@clinic.example",
    });
  });

  it("needs an address to send from, and the address a server", () => {
    expect(() => read(from)).toThrow("SMTP_URL");
    expect(() => read({ SMTP_URL: "smtp://planted:planted@mail.example" })).toThrow("MAIL_FROM");
    expect(() => read({ SMTP_URL: "smtp://planted:planted@mail.example" })).not.toThrow(/planted/);
  });
});

describe("an environment that is not usable", () => {
  it("says that the key is missing", () => {
    expect(() => readEnv({})).toThrow("MEDBLOCKS_API_KEY");
    expect(() => readEnv({ MEDBLOCKS_API_KEY: "" })).toThrow("MEDBLOCKS_API_KEY");
  });

  it.each([
    ["MEDBLOCKS_API_KEY", "mb_sk\nplanted"],
    ["MEDBLOCKS_API_KEY", "mb_sk planted"],
    ["MEDBLOCKS_API_KEY", "mb_sk_plänted"],
    ["MEDBLOCKS_API_URL", "planted"],
    ["MEDBLOCKS_GENERATION", "planted"],
    ["MEDBLOCKS_LINK_ORIGINS", "planted"],
    ["HOST", "planted host"],
    ["PORT", "planted"],
    ["PORT", "0"],
    ["PORT", "65536"],
    ["PORT", "3000.5"],
    ["APP_URL", "planted"],
    ["APP_URL", "planted:3000"],
    ["DATABASE_URL", "mysql://planted:planted@db"],
    ["DESK_SECRET", "planted"],
    ["RETENTION_DAYS", "0"],
    ["RETENTION_DAYS", "planted"],
    ["CLINIC_NAME", "planted".repeat(10)],
    ["CLINIC_NAME", "  "],
    ["CLINIC_NAME", "planted\u202eone"],
    ["CLINIC_RETURN_URL", "planted"],
    ["CLINIC_BUTTON_LABEL", "planted".repeat(10)],
    ["CLINIC_LINK_LIFETIME_SECONDS", "59"],
    ["CLINIC_LINK_LIFETIME_SECONDS", "86401"],
    ["SMTP_URL", "https://planted"],
    ["SMTP_URL", "smtp://planted@mail.example"],
    ["SMTP_URL", "smtp://mail.example/planted"],
    ["SMTP_URL", "smtps://mail.example?pool=planted"],
    ["MAIL_FROM", "planted"],
    ["CLINIC_HOSPITALS", "planted"],
    ["CLINIC_HOSPITALS", "fhirsrc_planted one"],
    ["CLINIC_HOSPITALS", Array.from({ length: 21 }, (_, i) => `fhirsrc_planted${i}`).join()],
  ])("names %s and never prints what it holds: %j", (name, value) => {
    const start = () => read({ [name]: value });
    expect(start).toThrow(name);
    expect(start).not.toThrow(/planted/);
  });
});
