import { expect, it } from "vitest";
import { findClosedPort } from "@/test/connect/fake-api";
import { openDatabase } from "./client";
import { startTrouble } from "./trouble";

it("a database that cannot be reached is told by the name of its variable, without its value", async () => {
  const databaseUrl = `postgres://planted:planted@127.0.0.1:${await findClosedPort()}/planted`;
  const failure: unknown = await openDatabase({ dataDir: "unused", databaseUrl }).then(
    () => null,
    (error: unknown) => error,
  );
  const said = startTrouble(failure);
  expect(said).toMatch(/^The database cannot be used \(not reached.*\)\. Check DATABASE_URL/);
  expect(said).not.toContain("planted");
});

it("any other reason stands as it is", () => {
  expect(startTrouble(new Error("The environment is not usable"))).toBe(
    "The environment is not usable",
  );
});
