import { getMigrations } from "better-auth/db/migration";
import { expect, it } from "vitest";
import { describeOnEachEngine, openUntilEnd } from "@/test/db/test-database";
import { staffPlugins, staffTables } from "./auth-tables";

describeOnEachEngine("the tables of staff", (newPlace) => {
  it("are all that the sign-in library asks for", async () => {
    const place = await newPlace();
    const db = await openUntilEnd(place);

    const { toBeCreated, toBeAdded, toBeAddedIndexes, schemaProblems } = await getMigrations({
      ...staffTables,
      plugins: staffPlugins({ appUrl: "http://localhost" }),
      database: { db, type: place.databaseUrl === null ? "sqlite" : "postgres" },
    });

    expect({ toBeCreated, toBeAdded, toBeAddedIndexes, schemaProblems }).toEqual({
      toBeCreated: [],
      toBeAdded: [],
      toBeAddedIndexes: [],
      schemaProblems: [],
    });
  });
});
