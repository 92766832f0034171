import { expect, it } from "vitest";
import { passkeyDomain } from "./sign-in-ways";

it.each([
  ["https://desk.clinic.example", "desk.clinic.example"],
  ["http://localhost:3000", "localhost"],
  ["http://127.0.0.1:3000", null],
  ["https://192.168.1.5", null],
  ["http://[::1]:3000", null],
  ["http://desk.clinic.example", null],
])("passkeys at %s are bound to %s", (appUrl, domain) => {
  expect(passkeyDomain(appUrl)).toBe(domain);
});
