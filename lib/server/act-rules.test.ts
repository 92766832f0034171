/** What the compiler does not hold of `act`. Each rule is shown to fail on a planted violation. */
import { describe, expect, it } from "vitest";
import { childrenOf, type Node, ourSources, parse, type Source, textOf } from "@/test/our-sources";

const actFile = "lib/server/act.ts";
/** Their changes have no line of their own. */
const ownTransactions = [
  // Events that came in: what the API says afterwards is what counts.
  "lib/server/events/stored-events.ts",
  // Takes away by the day, a batch at a time: the run is announced, and counted.
  "lib/server/sessions/housekeeping.ts",
  // Fills in columns of rows that stand.
  "lib/server/sessions/backfill.ts",
];

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
  ])("of “%s” is found in %s", (name, text) => {
    expect(rules[name](parse("lib/server/x.ts", text))).toHaveLength(1);
  });

  it("is not seen where there is none", () => {
    const text = "act(ctx, deed, async (tx) => { for (const a of b) await save(tx, a); });";
    const source = parse("lib/server/x.ts", text);
    expect(Object.values(rules).flatMap((rule) => rule(source))).toEqual([]);
  });
});
