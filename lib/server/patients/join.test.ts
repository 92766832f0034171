import { expect, it } from "vitest";
import { cleveland, mayo } from "@/test/sessions/fake-connect";
import { sampleConnection } from "@/test/sessions/sample-session";
import { hospitalsOfPatient } from "./join";

it("says of each hospital what was heard of its records", () => {
  const arrived = { state: "arrived", at: "2026-04-25T14:55:00.000Z" } as const;
  const connections = [mayo, cleveland].map(({ id }) => ({ ...sampleConnection(), sourceId: id }));
  const names = new Map([mayo, cleveland].map(({ id, name }) => [id, name]));

  expect(hospitalsOfPatient(connections, names, new Map([[mayo.id, arrived]]))).toMatchObject([
    { name: "Mayo Clinic", records: arrived },
    { name: "Cleveland Clinic", records: null },
  ]);
});
