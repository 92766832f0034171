/** What a page must not load before it can be read: it comes with the first key, press or answer. */
import { dirname, join } from "node:path/posix";
import { describe, expect, it } from "vitest";
import { childrenOf, type Node, ourSources, parse, type Source } from "@/test/our-sources";

const rules = /^(zod|@hookform\/resolvers)(\/|$)/;
const forms = /^react-hook-form$/;

/** By page: libraries that it needs later only. */
const later: [page: string, libraries: RegExp[]][] = [
  ["app/(staff)/(desk)/page.tsx", [rules]],
  ["app/(staff)/(desk)/sessions/[id]/page.tsx", [rules]],
  ["app/(staff)/sessions/page.tsx", [rules, forms]],
  ["app/(staff)/settings/page.tsx", [rules]],
  ["app/(staff)/patients/[key]/page.tsx", [rules]],
  ["app/display/page.tsx", [rules, forms]],
];

/**
 * Each library that a page and the layouts around it load in a browser to begin with, with the files that
 * lead to it. What only the server runs, types, and what is imported when it is needed are not among them.
 */
function loadedAtFirst(page: string, sources: readonly Source[]): string[] {
  const files = new Map(sources.map((source) => [source.path, source]));
  const find = (path: string) => files.get(`${path}.ts`) ?? files.get(`${path}.tsx`);
  const seen = new Set<string>();
  const found: string[] = [];

  function walk(source: Source, inBrowser: boolean, way: string[]) {
    const directive = source.statements[0]?.directive;
    if (directive === "use server") return;
    const isClient = inBrowser || directive === "use client";
    if (seen.has(`${source.path} ${isClient}`)) return;
    seen.add(`${source.path} ${isClient}`);
    for (const specifier of source.statements.flatMap(loadedBy)) {
      const path = specifier.startsWith("@/")
        ? specifier.slice(2)
        : join(dirname(source.path), specifier);
      const next = /^(@\/|\.)/.test(specifier) ? find(path) : undefined;
      if (next) walk(next, isClient, [...way, source.path]);
      else if (isClient) found.push([...way, source.path, specifier].join(" > "));
    }
  }

  for (const path of [page, ...layoutsOf(page)]) {
    const source = files.get(path);
    if (source) walk(source, false, []);
  }
  return found;
}

function layoutsOf(page: string): string[] {
  const folders = dirname(page).split("/");
  return folders.map((_, index) => `${folders.slice(0, index + 1).join("/")}/layout.tsx`);
}

/** What a statement imports beside types. */
function loadedBy(statement: Node): string[] {
  if (statement.importKind === "type" || statement.exportKind === "type") return [];
  const names = childrenOf(statement, "specifiers");
  if (names.length > 0 && names.every((name) => name.importKind === "type")) return [];
  return childrenOf(statement, "source").map((source) => String(source.value));
}

const libraryOf = (way: string) => way.slice(way.lastIndexOf(" > ") + 3);

// Before the tests: reading them takes as long as the machine is busy.
const ours = ourSources();

it.each(later)("%s begins without what it needs later", (page, libraries) => {
  const ways = loadedAtFirst(page, ours);
  expect(ways.map(libraryOf)).toContain("react");
  expect(ways.filter((way) => libraries.some((name) => name.test(libraryOf(way))))).toEqual([]);
});

describe("a library", () => {
  const page = parse("app/a/page.tsx", 'import { A } from "@/components/a";');
  const found = (...texts: [path: string, text: string][]) =>
    loadedAtFirst(page.path, [page, ...texts.map(([path, text]) => parse(path, text))]).map(
      libraryOf,
    );

  it.each([
    ["itself", '"use client"; import * as z from "zod/mini";'],
    ["through another file", '"use client"; import { b } from "./b";'],
    ["through what is exported again", '"use client"; export { b } from "./b";'],
  ])("is found that a component imports %s", (_how, text) => {
    const b: [string, string] = [
      "components/b.ts",
      'import { z } from "zod/mini"; export const b = z;',
    ];
    expect(found(["components/a.tsx", text], b)).toEqual(["zod/mini"]);
  });

  it("is found in a layout", () => {
    expect(found(["app/layout.tsx", '"use client"; import "zod";'])).toEqual(["zod"]);
  });

  it.each([
    ["comes later", '"use client"; const load = () => import("zod/mini");'],
    ["is a type", '"use client"; import type * as z from "zod/mini";'],
    ["is a type among names", '"use client"; import { type Z } from "zod/mini";'],
    ["is the server's", 'import * as z from "zod/mini";'],
    ["is an action's", '"use server"; import * as z from "zod/mini";'],
  ])("is not one when it %s", (_why, text) => {
    expect(found(["components/a.tsx", text])).toEqual([]);
  });
});
