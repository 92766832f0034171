import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { findLinkRow } from "./link-row";
import type { WorklistPage } from "./worklist";

const token = "9c9b6f7a".repeat(4);
const empty: WorklistPage = { rows: [], older: null, helpToday: 0, serverNow: "" };
const health = () => Response.json({ build: "this" });

let answers: Record<string, () => Response | Promise<Response>>;
let asked: { address: string; body: string }[];

beforeEach(() => {
  asked = [];
  vi.stubGlobal("document", { documentElement: { dataset: { build: "this" } } });
  vi.stubGlobal("fetch", async (address: string, init?: RequestInit) => {
    asked.push({ address, body: String(init?.body ?? "") });
    return (answers[address] ?? (() => Promise.reject(new TypeError("Failed to fetch"))))();
  });
});
afterEach(() => vi.unstubAllGlobals());

const withRow = () => {
  const row = {
    ...{ id: "row-1", createdAt: "2026-05-05T14:51:00.000Z", tag: "Blue 7" },
    patient: { id: "MRN10023", name: "", key: "key" },
    ...{ state: "waiting", connected: 0, hospitals: 0, records: null, linkWorks: true },
    ...{ needsHelp: false, help: null, followedUp: null, checkedAt: null, madeBy: null },
    ...{ expiresAt: "2026-05-06T14:51:00.000Z", freshness: "fresh" },
  } as const;
  return Response.json({ ...empty, rows: [row] });
};

it("the row of a patient's link is found, and the link is in no address", async () => {
  answers = { "/api/sessions": withRow };

  expect(await findLinkRow(token)).toEqual({ ok: true, value: "row-1" });

  expect(asked.map(({ address }) => address)).toEqual(["/api/sessions"]);
  expect(JSON.parse(asked[0]?.body ?? "")).toMatchObject({
    ...{ show: "all", mine: false, search: `/c/${token}`, before: null },
  });
});

it("a link that no row has is no link of this desk", async () => {
  answers = { "/api/sessions": () => Response.json(empty) };
  expect(await findLinkRow(token)).toEqual({
    ok: false,
    error: "This is a patient's link, and no link of this desk. Scan the wristband.",
  });
});

it.each<[string, typeof answers, string]>([
  ["there is no connection", {}, "no connection to the desk"],
  [
    "the desk fails",
    { "/api/sessions": () => new Response("", { status: 500 }), "/api/health": health },
    "no answer",
  ],
  [
    "something else answers",
    {
      "/api/sessions": () => new Response("<html>"),
      "/api/health": () => new Response("<html>"),
    },
    "no answer",
  ],
  [
    "the desk is of another build and asks otherwise",
    {
      "/api/sessions": () => Response.json({}),
      "/api/health": () => Response.json({ build: "next" }),
    },
    "older than the desk",
  ],
])(
  "when %s, that is said, and never that it is no link of this desk",
  async (_why, given, says) => {
    answers = given;
    const found = await findLinkRow(token);
    expect(found).toEqual({ ok: false, error: expect.stringContaining(says) });
    expect(JSON.stringify(found)).not.toMatch(new RegExp(`no link of|${token}`));
  },
);
