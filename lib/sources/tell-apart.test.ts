import { expect, it } from "vitest";
import type { Source } from "./source";
import { tellApart } from "./tell-apart";

const arkansas: Source = {
  id: "fhirsrc_aaaaaaaaaa111111",
  name: "Baptist Health",
  vendor: "cerner",
  portalUrl: "https://portal.example.org/login",
};
const florida: Source = {
  id: "fhirsrc_aaaaaaaaaa222222",
  name: "BAPTIST  HEALTH",
  vendor: null,
  portalUrl: null,
};
const rush: Source = { id: "fhirsrc_3", name: "Rush", vendor: "epic", portalUrl: null };

it("says nothing of a hospital whose name is its own", () => {
  expect(tellApart(rush, [rush, arkansas, florida])).toBeNull();
});

it("gives system, portal and id to hospitals of one name", () => {
  const all = [rush, arkansas, florida];
  expect(tellApart(arkansas, all)).toBe("Oracle Health · portal.example.org · ID …111111");
  expect(tellApart(florida, all)).toBe("ID …222222");
});

it("shows a record system that it does not know as it is written", () => {
  const other = { ...arkansas, vendor: "new-vendor", portalUrl: null };
  expect(tellApart(other, [other, florida])).toBe("new-vendor · ID …111111");
});
