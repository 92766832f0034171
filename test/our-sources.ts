import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path/posix";
import { fileURLToPath } from "node:url";
import { parseAst } from "vitest/node";

export type Node = { type: string; start: number; end: number; [key: string]: unknown };

/** One file of ours, as the compiler sees it. */
export type Source = { path: string; text: string; statements: Node[]; nodes: Node[] };

/** What stands in the file there. */
export function textOf(source: Source, node: Node): string {
  return source.text.slice(node.start, node.end);
}

/** Everything between the quotes of `import`, `export … from` and `import()`. */
export function specifiersOf(source: Source): string[] {
  return specifiersIn(importsIn(source));
}

/** Our own files that this one imports, as paths from the root without ending. */
export function importsOf(source: Source): string[] {
  return ourPaths(source, importsIn(source));
}

/** Those of which it imports more than types, which are gone when the code runs. */
export function valueImportsOf(source: Source): string[] {
  return ourPaths(
    source,
    importsIn(source).filter((node) => !isOfTypes(node)),
  );
}

function importsIn(source: Source): Node[] {
  return source.nodes.filter((node) =>
    /^(Import(Declaration|Expression)|Export(Named|All)Declaration)$/.test(node.type),
  );
}

function isOfTypes(node: Node): boolean {
  const names = childrenOf(node, "specifiers");
  const isType = ({ importKind, exportKind }: Node) =>
    importKind === "type" || exportKind === "type";
  return isType(node) || (names.length > 0 && names.every(isType));
}

function specifiersIn(imports: readonly Node[]): string[] {
  return imports.flatMap((node) => childrenOf(node, "source")).map((node) => String(node.value));
}

function ourPaths(source: Source, imports: readonly Node[]): string[] {
  return specifiersIn(imports)
    .filter((specifier) => /^(@\/|\.)/.test(specifier))
    .map((specifier) =>
      specifier.startsWith("@/") ? specifier.slice(2) : join(dirname(source.path), specifier),
    );
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && "start" in value;
}

export function childrenOf(node: Node, key: string): Node[] {
  const value = node[key];
  return (Array.isArray(value) ? value : [value]).filter(isNode);
}

function withDescendants(node: Node): Node[] {
  return [
    node,
    ...Object.keys(node).flatMap((key) => childrenOf(node, key).flatMap(withDescendants)),
  ];
}

export function parse(path: string, text: string): Source {
  const program: unknown = parseAst(text, { lang: path.endsWith("x") ? "tsx" : "ts" });
  if (!isNode(program)) throw new Error(`${path} is not a program`);
  return { path, text, statements: childrenOf(program, "body"), nodes: withDescendants(program) };
}

/** All of ours; read and parsed once for all test files of a process. */
export function ourSources(): readonly Source[] {
  parsed ??= parseOurs();
  return parsed;
}

let parsed: Source[] | undefined;

function parseOurs(): Source[] {
  const root = fileURLToPath(new URL("..", import.meta.url));
  return ["app", "components", "lib", "e2e", "sandbox", "test"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .map((name) => `${folder}/${name.replaceAll("\\", "/")}`)
      .filter((path) => /\.tsx?$/.test(path))
      .map((path) => parse(path, readFileSync(join(root, path), "utf8"))),
  );
}
