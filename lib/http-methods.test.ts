/** What stands between a browser and this server often lets nothing through but GET and POST. */
import { describe, expect, it } from "vitest";
import { ourSources, parse, type Source, textOf } from "@/test/our-sources";

/** The other methods that one file answers or sends. */
function otherMethods(source: Source): string[] {
  if (/^app\/.*\broute\.ts$/.test(source.path)) {
    return source.statements
      .filter((statement) => statement.type.startsWith("Export"))
      .flatMap((statement) => methodsNamed(textOf(source, statement)));
  }
  if (!/^(app|components|lib)\//.test(source.path) || /^lib\/server\/|\.test\./.test(source.path)) {
    return [];
  }
  return source.nodes
    .filter((node) => node.type === "Literal")
    .map((node) => textOf(source, node))
    .filter((literal) => /^["'`](PUT|PATCH|DELETE)["'`]$/i.test(literal));
}

function methodsNamed(exported: string): string[] {
  const [names = ""] = exported.split(/[(=]/, 1);
  return names.match(/\b(PUT|PATCH|DELETE|OPTIONS)\b/g) ?? [];
}

describe("this project", () => {
  it("answers and sends GET and POST only", () => {
    const found = ourSources().flatMap((s) => otherMethods(s).map((name) => `${s.path}: ${name}`));
    expect(found).toEqual([]);
  });
});

describe("another method", () => {
  it.each([
    ["app/api/x/route.ts", "export async function PUT(request) {}"],
    ["app/done/route.ts", "export { a as DELETE };"],
    ["app/done/route.ts", "export const PATCH = handler;"],
    ["lib/display/x.ts", 'fetch("/a", { method: "PUT" });'],
    ["components/x.tsx", "const method = 'delete';"],
  ])("in %s is found in %s", (path, text) => {
    expect(otherMethods(parse(path, text))).toHaveLength(1);
  });

  it("is not seen where there is none", () => {
    const text = "export async function GET(request) {}\nexport const POST = handler;";
    expect(otherMethods(parse("app/api/x/route.ts", text))).toEqual([]);
  });
});
