/** What every component keeps to and no linter states. Each rule is shown to fail on planted violations. */
import { describe, expect, it } from "vitest";
import { type Node, ourSources, parse, type Source, textOf } from "@/lib/test-sources";

/** What is wrong with one file, in sentences; none when nothing is. */
type Rule = (source: Source) => string[];

const rules = {
  "what comes by itself claims the focus": (source) => {
    const effects = source.nodes.filter((node) =>
      /^use(Layout|Insertion)?Effect\(/.test(callOf(source, node)),
    );
    // Hears of what a person does, and so is no later than that.
    const listeners = source.nodes.filter(
      (node) =>
        node.type === "FunctionDeclaration" &&
        /^function \w+\(event: \w*Event\)/.test(textOf(source, node)),
    );
    return source.nodes
      .filter((node) => /^[\w$.?![\]()]+\.(focus|setFocus)\(/.test(callOf(source, node)))
      .filter((call) => effects.some(isAround(call)) && !listeners.some(isAround(call)))
      .map(() => "an effect must not take the focus, somebody may have gone on: use claimFocus");
  },
} satisfies Record<string, Rule>;

type RuleName = keyof typeof rules;

const callOf = (source: Source, node: Node) =>
  node.type === "CallExpression" ? textOf(source, node) : "";
const isAround = (inner: Node) => (outer: Node) =>
  outer.start < inner.start && inner.end <= outer.end;

describe("every component", () => {
  const components = ourSources().filter(({ path }) => /^(app|components)\/.*\.tsx?$/.test(path));

  it.each(Object.entries<Rule>(rules))("%s", (_name, rule) => {
    expect(components.flatMap((s) => rule(s).map((problem) => `${s.path} ${problem}`))).toEqual([]);
  });
});

describe("a violation", () => {
  it.each<[RuleName, string]>([
    ["what comes by itself claims the focus", "useEffect(() => heading.current?.focus(), []);"],
    [
      "what comes by itself claims the focus",
      'useLayoutEffect(() => { if (a) { form.setFocus("name"); } });',
    ],
    [
      "what comes by itself claims the focus",
      "useEffect(() => { function later() { a.focus(); } b(later); });",
    ],
  ])("of “%s” is found in %s", (name, text) => {
    const rule: Rule = rules[name];
    expect(rule(parse("components/x.tsx", text))).toHaveLength(1);
  });

  it.each([
    "useEffect(() => asked(heading.current), [asked]);",
    "useEffect(() => { function onKey(event: KeyboardEvent) { a.focus(); } b(onKey); });",
    "const press = () => heading.current?.focus();",
  ])("is none in %s", (text) => {
    const source = parse("components/x.tsx", text);
    expect(Object.values(rules).flatMap((rule: Rule) => rule(source))).toEqual([]);
  });
});
