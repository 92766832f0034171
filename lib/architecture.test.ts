/** The house rules that no linter states. Each is shown to fail on a planted violation. */
import { basename, dirname } from "node:path/posix";
import { describe, expect, it } from "vitest";
import { circleIn, edgesOf } from "@/test/folder-graph";
import {
  childrenOf,
  importsOf,
  ourSources,
  parse,
  type Source,
  specifiersOf,
  textOf,
} from "@/test/our-sources";

/** What anybody may ask: the patient's return page, "are you there?", what Medblocks sends, and the way in. */
const publicRoutes = [
  "app/done/route.ts",
  "app/api/health/route.ts",
  // Asks for a signature instead.
  "app/api/webhooks/medblocks/route.ts",
  "app/(auth)/sign-in/page.tsx",
  "app/(auth)/setup/page.tsx",
  "app/display/page.tsx",
  "app/api/auth/callback/oidc/route.ts",
];
/** Where a visitor, who is not signed in, may do something. */
const publicActions = [
  "app/(auth)/actions.ts",
  "app/api/sign-in/route.ts",
  "app/api/display/code/route.ts",
  "app/api/display/screen/route.ts",
];

/** What is wrong with one file, in sentences; none when nothing is. */
type Rule = (source: Source) => string[];

const rules = {
  "server code is fenced": (source) => {
    if (!source.path.startsWith("lib/server/") || isTest(source)) return [];
    const [first] = source.statements;
    return first && textOf(source, first) === 'import "server-only";'
      ? []
      : ['must open with `import "server-only";`'];
  },

  "actions live in actions.ts": (source) => {
    const marked = source.nodes.some((node) => node.directive === "use server");
    const isActions = isActionFile(source);
    if (marked && !isActions) return ['"use server" belongs in app/**/actions.ts only'];
    const opensMarked = source.statements[0]?.directive === "use server";
    return isActions && !opensMarked ? ['must open with "use server"'] : [];
  },

  "every action asks who is calling": (source) =>
    isActionFile(source)
      ? exportsNotMadeBy(
          source,
          ["staffAction", "administratorAction"],
          "visitorAction",
          "lib/server/staff-action",
        )
      : [],

  "every route handler asks who is calling": (source) =>
    isNamed(source, "route") && !publicRoutes.includes(source.path)
      ? exportsNotMadeBy(source, ["staffRoute"], "publicRoute", "lib/server/staff-route")
      : [],

  "every page asks who is calling": (source) =>
    isNamed(source, "page") && !publicRoutes.includes(source.path)
      ? exportsThatDoNotAsk(source, (name) => ["default", "generateMetadata"].includes(name))
      : [],

  "a store is imported by its own folder only": (source) =>
    importsOf(source)
      .filter((target) => /^lib\/server\/.*\/(.*-)?store$/.test(target))
      .filter((target) => dirname(target) !== dirname(source.path) && !isIn(source, ["test"]))
      .map((target) => `must not import ${target}: ask its service`),

  "fakes, clocks and samples stay out of the product": (source) =>
    isIn(source, ["test"]) || isTest(source)
      ? []
      : importsOf(source)
          .filter((target) => /^test\/|\.test$/.test(target))
          .map((target) => `must not import ${target}: it is for tests`),

  "imports across folders start with @/": (source) =>
    isIn(source, ["app", "components", "lib", "test"]) &&
    specifiersOf(source).some((s) => s.includes("../"))
      ? ['must say "@/…" across folders; "./" is for the same folder']
      : [],

  // A barrel says nothing either: import the file itself.
  "names say what is inside": (source) =>
    source.path
      .split("/")
      .filter((name) => /^(utils|helpers|hooks|types|constants|index\.tsx?)$/.test(name))
      .map((name) => `nothing may be called ${name}`),
} satisfies Record<string, Rule>;

type RuleName = keyof typeof rules;

const isTest = (source: Source) => source.path.includes(".test.");
const isIn = (source: Source, folders: string[]) =>
  folders.some((folder) => source.path.startsWith(`${folder}/`));
const isNamed = (source: Source, name: string) =>
  isIn(source, ["app"]) && basename(source.path).replace(/\.tsx?$/, "") === name;
const isActionFile = (source: Source) => isNamed(source, "actions");

/**
 * Names the exports that are not made by one of the wrappers, which ask first.
 *
 * @param forVisitors the one for who is not signed in
 * @param from the module that wrappers come from: anything may be called so
 */
function exportsNotMadeBy(
  source: Source,
  forStaff: string[],
  forVisitors: string,
  from: string,
): string[] {
  const wrappers = publicActions.includes(source.path) ? [forVisitors] : forStaff;
  const made = new RegExp(`^export const (\\w+) = (${wrappers.join("|")})\\(`);
  return source.statements
    .filter(({ type, exportKind }) => type.startsWith("Export") && exportKind !== "type")
    .map((statement) => textOf(source, statement))
    .filter((text) => !made.test(text) || !importsOf(source).includes(from))
    .map((text) => `must be made by ${wrappers.join(" or ")}: ${text.split("\n", 1)}`);
}

/** Names the exports of a page that do something before they ask. */
function exportsThatDoNotAsk(source: Source, wanted: (name: string) => boolean): string[] {
  return source.statements.flatMap((statement) => {
    if (!statement.type.startsWith("Export") || statement.exportKind === "type") return [];
    const text = textOf(source, statement);
    const name =
      statement.type === "ExportDefaultDeclaration"
        ? "default"
        : /^export (?:async function|const) (\w+)/.exec(text)?.[1];
    if (name !== undefined && !wanted(name)) return [];
    if (!/^export (default )?async function\b/.test(text)) {
      return [`${name ?? "an export"} must be written as \`export async function\``];
    }
    const [first = ""] = childrenOf(statement, "declaration")
      .flatMap((declared) => childrenOf(declared, "body"))
      .flatMap((block) => childrenOf(block, "body"))
      .map((node) => textOf(source, node));
    return /^(const \w+ = )?await require(Staff|Administrator)\(/.test(first)
      ? []
      : [`${name} must ask who is calling in its first statement`];
  });
}

describe("this project", () => {
  const sources = ourSources();

  it.each(Object.entries<Rule>(rules))("%s", (_name, rule) => {
    expect(sources.flatMap((s) => rule(s).map((problem) => `${s.path} ${problem}`))).toEqual([]);
  });
});

const action = "every action asks who is calling";
const route = "every route handler asks who is calling";
const actions = '"use server";\nimport { staffAction } from "@/lib/server/staff-action";\n';
const visitorActions = actions.replace("staffAction", "visitorAction");
const routes = 'import { staffRoute } from "@/lib/server/staff-route";\n';

describe("a violation", () => {
  it.each<[RuleName, string, string]>([
    ["server code is fenced", "lib/server/x.ts", "export const a = 1;"],
    ["server code is fenced", "lib/server/x.ts", 'import "zod";\nimport "server-only";'],
    ["server code is fenced", "lib/server/x.ts", '// import "server-only";'],
    ["actions live in actions.ts", "components/x.tsx", '"use server";'],
    ["actions live in actions.ts", "app/page.tsx", 'async function a() { "use server"; }'],
    ["actions live in actions.ts", "lib/actions.ts", '"use server";'],
    ["actions live in actions.ts", "app/actions.ts", "export const a = 1;"],
    [action, "app/actions.ts", `${actions}export async function a() {}`],
    [action, "app/actions.ts", `${actions}export const a = save;`],
    [action, "app/actions.ts", `${actions}export const a = save(staffAction(schema, verb));`],
    [
      action,
      "app/actions.ts",
      "const staffAction = (verb) => verb;\nexport const a = staffAction(verb);",
    ],
    [
      action,
      "app/(staff)/actions.ts",
      `${visitorActions}export const a = visitorAction(schema, verb);`,
    ],
    [action, "app/(auth)/actions.ts", `${visitorActions}export async function a() {}`],
    [action, "app/actions.ts", `${actions}export * from "./more";`],
    [action, "app/actions.ts", `${actions}const a = staffAction(schema, verb);\nexport { a };`],
    [route, "app/api/x/route.ts", `${routes}export async function GET() {}`],
    [route, "app/api/x/route.ts", `${routes}export const POST = handler;`],
    [
      route,
      "app/api/x/route.ts",
      `${routes.replace("staff", "public")}export const POST = publicRoute(schema, verb);`,
    ],
    ["every page asks who is calling", "app/(staff)/page.tsx", "export default function Page() {}"],
    [
      "every page asks who is calling",
      "app/(staff)/page.tsx",
      "export default async function Page() { await load(); await requireStaff(); }",
    ],
    [
      "every page asks who is calling",
      "app/x/page.tsx",
      "export async function generateMetadata() {}",
    ],
    [
      "a store is imported by its own folder only",
      "app/page.tsx",
      'import "@/lib/server/sessions/store";',
    ],
    [
      "a store is imported by its own folder only",
      "lib/server/sources/a.ts",
      'import "../sessions/store";',
    ],
    [
      "a store is imported by its own folder only",
      "lib/server/a.ts",
      'await import("./sessions/store");',
    ],
    [
      "fakes, clocks and samples stay out of the product",
      "lib/server/a.ts",
      'import { fakeClock } from "@/test/fake-clock";',
    ],
    [
      "fakes, clocks and samples stay out of the product",
      "components/x.tsx",
      'const a = await import("../test/fake-clock");',
    ],
    [
      "fakes, clocks and samples stay out of the product",
      "lib/server/a.ts",
      'import { newDesk } from "./a.test";',
    ],
    ["imports across folders start with @/", "lib/server/a/b.ts", 'import "../env";'],
    ["imports across folders start with @/", "app/page.tsx", 'export { a } from "./../lib/a";'],
    ["names say what is inside", "lib/utils/a.ts", ""],
    ["names say what is inside", "components/sessions/index.ts", ""],
  ])("of “%s” in %s is found", (name, path, text) => {
    const rule: Rule = rules[name];
    expect(rule(parse(path, text))).toHaveLength(1);
  });
});

describe("what is as it should be", () => {
  it.each<[string, string]>([
    ["lib/server/x.ts", 'import "server-only";\nimport { z } from "zod";'],
    ["app/actions.ts", `${actions}export type A = 1;\nexport const a = staffAction(schema, verb);`],
    ["app/api/x/route.ts", `${routes}export const GET = staffRoute(schema, verb);`],
    ["app/done/route.ts", "export async function GET() {}"],
    ["app/(auth)/actions.ts", `${visitorActions}export const a = visitorAction(schema, verb);`],
    [
      "app/(staff)/page.tsx",
      "export const metadata = {};\nexport default async function Page() { const staff = await requireStaff(); }",
    ],
    ["lib/server/a.test.ts", 'import { fakeClock } from "@/test/fake-clock";'],
    ["test/sessions/a.ts", 'import { find } from "@/lib/server/sessions/store";'],
    ["lib/server/sessions/mint.ts", 'import "server-only";\nimport { find } from "./store";'],
  ])("in %s passes every rule", (path, text) => {
    const source = parse(path, text);
    expect(Object.values(rules).flatMap((rule: Rule) => rule(source))).toEqual([]);
  });
});

it("folders form no circle", () => {
  expect(circleIn(edgesOf(ourSources()))).toEqual([]);
});
