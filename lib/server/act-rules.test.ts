/** What the compiler does not hold of `act`. Each rule is shown to fail on a planted violation. */
import { describe, expect, it } from "vitest";
import {
  childrenOf,
  importsOf,
  type Node,
  ourSources,
  parse,
  type Source,
  textOf,
} from "@/test/our-sources";

const actFile = "lib/server/act.ts";
/** Who may write what is nobody's act, and has no line of its own. */
const unauditedWriters = [
  // Counts of tries and of refusals; what is over or too old is taken away.
  "lib/server/staff/throttle.ts",
  "lib/server/staff/refusals.ts",
  "lib/server/staff/one-time-addresses.ts",
  // That somebody is still there, and the number of a passkey's use.
  "lib/server/staff/sign-ins.ts",
  "lib/server/staff/webauthn.ts",
  // What the API told of a link, and what a patient answered.
  "lib/server/sessions/links.ts",
  "lib/server/sessions/search-words.ts",
  "lib/server/sessions/records.ts",
  "lib/server/events/stored-events.ts",
  "lib/server/live-updates/kept-endpoint.ts",
  // Takes away by the day, a batch at a time: the run is announced, and counted.
  "lib/server/sessions/housekeeping.ts",
  // Fills in columns of rows that stand.
  "lib/server/sessions/backfill.ts",
  // Codes for screens, and the beat of what they show.
  "lib/server/display/store.ts",
  // Marks of the desk itself: its lease, its clock, its database, the API's generation.
  "lib/server/jobs/lease.ts",
  "lib/server/believed-time.ts",
  "lib/server/db/check-secret.ts",
  "lib/server/db/health.ts",
  "lib/server/settings/kept-generation.ts",
];

/** Of those, whose changes are several and belong together. */
const ownTransactions = [
  "lib/server/events/stored-events.ts",
  "lib/server/sessions/housekeeping.ts",
  "lib/server/sessions/backfill.ts",
];

const writesInSql = /^sql(<[^`]*>)?`\s*(insert|update|delete|replace|drop|alter|truncate)\b/i;

const rules = {
  "an act waits for nothing but its tx": (source: Source) => {
    const strays = source.nodes
      .filter((node) => takesTx(source, node))
      .flatMap((acting) => source.nodes.filter((node) => isWithin(node, acting)))
      .filter((node) => node.type === "AwaitExpression" && !/\btx\b/.test(textOf(source, node)));
    const unnamed = callsOf(source, "act")
      .flatMap((call) => childrenOf(call, "arguments").slice(2, 3))
      .filter((work) => childrenOf(work, "params").length > 0 && !takesTx(source, work));
    return [...new Set([...strays, ...unnamed].map((node) => textOf(source, node)))];
  },

  "only an act opens a transaction": (source: Source) =>
    ownTransactions.includes(source.path)
      ? []
      : callsOf(source, "transaction").map((call) => textOf(source, call)),

  // The type of the database that is handed out refuses the rest.
  "only what is nobody's act is written outside of one": (source: Source) => {
    const writesPlainly = importsOf(source).includes("lib/server/db/unaudited");
    const inSql = source.nodes
      .filter((node) => node.type === "TaggedTemplateExpression")
      .filter((node) => writesInSql.test(textOf(source, node)))
      .map((node) => textOf(source, node));
    const isFree = unauditedWriters.includes(source.path) || source.path.includes("/migrations/");
    return isFree ? [] : [...(writesPlainly ? ["imports unaudited"] : []), ...inSql];
  },
};

/** A function that works with what `act` gives. */
function takesTx(source: Source, node: Node): boolean {
  return childrenOf(node, "params").some((param) => /^tx\b/.test(textOf(source, param)));
}

const isWithin = (node: Node, outer: Node) => node.start >= outer.start && node.end <= outer.end;

/** Calls of a function or method of this name. */
function callsOf(source: Source, name: string): Node[] {
  const isIt = new RegExp(`(^|\\.)${name}$`);
  return source.nodes
    .filter((node) => node.type === "CallExpression")
    .filter((node) => childrenOf(node, "callee").some((one) => isIt.test(textOf(source, one))));
}

describe("in lib/server", () => {
  const sources = ourSources().filter(
    ({ path }) => path.startsWith("lib/server/") && path !== actFile && !path.includes(".test."),
  );

  it.each(Object.entries(rules))("%s", (_, rule) => {
    expect(sources.flatMap((s) => rule(s).map((found) => `${s.path}: ${found}`))).toEqual([]);
  });
});

describe("a violation", () => {
  it.each<[keyof typeof rules, string]>([
    [
      "an act waits for nothing but its tx",
      "act(ctx, deed, async (tx) => { await hashPassword(a); await save(tx); });",
    ],
    [
      "an act waits for nothing but its tx",
      "class A { async save(tx: Tx) { const row = await this.db.selectFrom(a).execute(); } }",
    ],
    [
      "an act waits for nothing but its tx",
      "async function save(tx: Tx) { for (const a of b) await connect.createSession(a); }",
    ],
    ["an act waits for nothing but its tx", "act(ctx, deed, async (db) => { await save(db); });"],
    ["only an act opens a transaction", "db.transaction().execute((tx) => save(tx));"],
    [
      "only what is nobody's act is written outside of one",
      'import { unaudited } from "@/lib/server/db/unaudited";',
    ],
    [
      "only what is nobody's act is written outside of one",
      'import { unaudited } from "./db/unaudited";',
    ],
    ["only what is nobody's act is written outside of one", "sql`delete from staff`.execute(db);"],
  ])("of “%s” is found in %s", (name, text) => {
    expect(rules[name](parse("lib/server/x.ts", text))).toHaveLength(1);
  });

  it("is not seen where there is none", () => {
    const text = "act(ctx, deed, async (tx) => { for (const a of b) await save(tx, a); });";
    const source = parse("lib/server/x.ts", text);
    expect(Object.values(rules).flatMap((rule) => rule(source))).toEqual([]);
  });
});
