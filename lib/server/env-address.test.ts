import { expect, it } from "vitest";
import { readEnv } from "./env";

const read = (variables: Record<string, string>) =>
  readEnv({ MEDBLOCKS_API_KEY: "mb_sk_sbx_example", ...variables });

it.each([
  ["MEDBLOCKS_LINK_ORIGINS", "https://a.example/planted"],
  ["APP_URL", "https://intranet.example/planted"],
  ["APP_URL", "https://intranet.example/?planted"],
  ["APP_URL", "https://intranet.example/#planted"],
  ["APP_URL", "https://planted:planted@intranet.example"],
  ["APP_URL", "ftp://planted.example"],
  ["OIDC_ISSUER", "planted"],
  ["DATABASE_URL", "planted"],
  ["DATABASE_URL", "postgres-planted"],
  ["DATABASE_URL", "postgres://desk:pl#anted@db/planted"],
  ["DATABASE_URL", "postgres://desk:pl/anted@db/planted"],
  ["DATABASE_URL", "postgres://desk:planted%@db/planted"],
  ["DATABASE_URL", "postgres://desk:planted@db:99999/planted"],
  ["SMTP_URL", "planted"],
  ["SMTP_URL", "smtp://"],
  ["SMTP_URL", "smtp://desk:pl#anted@mail.example"],
  ["SMTP_URL", "smtp://desk:pl/anted@mail.example"],
  ["SMTP_URL", "smtp://mail.example:99999"],
  ["SMTP_URL", "mail.planted.example:587"],
])(
  "an address that would not be kept whole is refused by name, unprinted: %s %j",
  (name, value) => {
    const start = () => read({ [name]: value });
    expect(start).toThrow(`at ${name}`);
    expect(start).not.toThrow(/planted|pl.anted/);
  },
);

it.each([
  ["postgres://desk:p%23ss@db.example:5433/desk?sslmode=verify-full"],
  ["postgresql://db.example/desk"],
  ["postgres:///desk?host=/var/run/postgresql"],
])("a database is named as its driver reads it: %s", (address) => {
  expect(read({ DATABASE_URL: address }).databaseUrl).toBe(address);
});

it("an origin is kept in its one form", () => {
  expect(read({ APP_URL: " HTTPS://Desk.Clinic.Example:443/ " }).appUrl).toBe(
    "https://desk.clinic.example",
  );
});
