import { dirname } from "node:path/posix";
import { type Source, valueImportsOf } from "./our-sources";

/** `a.ts -> b.ts`: one imports a value of the other, which stands in another folder. */
export type Edge = `${string} -> ${string}`;

/** Every import of a value between two folders of the product. */
export function edgesOf(sources: readonly Source[]): Edge[] {
  const product = sources.filter(
    ({ path }) => /^(components|lib)\//.test(path) && !path.includes(".test."),
  );
  const paths = new Set(product.map(({ path }) => path));
  return product.flatMap((source) =>
    valueImportsOf(source)
      .flatMap((target) => [`${target}.ts`, `${target}.tsx`].filter((path) => paths.has(path)))
      .filter((path) => folderOf(path) !== folderOf(source.path))
      .map((path): Edge => `${source.path} -> ${path}`),
  );
}

/** The folder of a file; one that stands beside the folders counts as a folder of its own. */
function folderOf(path: string): string {
  const folder = dirname(path);
  return ["components", "lib", "lib/server"].includes(folder) ? path : folder;
}

/** The shortest way from a folder back to itself, import by import; empty where there is none. */
export function circleIn(edges: readonly Edge[]): Edge[] {
  const graph = graphOf(edges);
  const circles = [...graph.keys()].map((folder) => wayBackTo(folder, graph));
  const [shortest] = circles
    .filter((circle) => circle.length > 0)
    .toSorted((a, b) => a.length - b.length);
  return shortest ?? [];
}

/** By folder, the folders that it imports from, and one import that shows it. */
type Graph = Map<string, Map<string, Edge>>;

function graphOf(edges: readonly Edge[]): Graph {
  const graph: Graph = new Map();
  for (const edge of edges) {
    const [from = "", to = ""] = edge.split(" -> ").map(folderOf);
    graph.set(from, (graph.get(from) ?? new Map()).set(to, edge));
  }
  return graph;
}

/** Looks one import further in each round. */
function wayBackTo(start: string, graph: Graph): Edge[] {
  const ways = new Map<string, Edge[]>([[start, []]]);
  for (const [folder, way] of ways) {
    for (const [next, edge] of graph.get(folder) ?? []) {
      if (next === start) return [...way, edge];
      if (!ways.has(next)) ways.set(next, [...way, edge]);
    }
  }
  return [];
}
