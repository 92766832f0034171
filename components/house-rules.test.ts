/** What every component keeps to and no linter states. Each rule is shown to fail on planted violations. */
import { describe, expect, it } from "vitest";
import { childrenOf, type Node, ourSources, parse, type Source, textOf } from "@/test/our-sources";

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

  // A translator puts each text into elements of its own. React still looks for the text: taking it away,
  // or putting something before it, ends the whole page, and what changes it changes nothing.
  "text that comes, goes or changes has an element of its own": (source) =>
    source.nodes.filter(isJsx).flatMap((parent) => {
      const children = contentOf(source, parent);
      const isAlone = children.length === 1 && parent.type === "JSXElement";
      return children.flatMap((child, index) => {
        const [value] = childrenOf(child, "expression");
        const next = children[index + 1];
        const words = textOf(source, child).slice(0, 60);
        if (parent.type === "JSXFragment" && isBareText(source, child)) {
          return [`text in a fragment needs an element: ${words}`];
        }
        if (!value || isAlone) return [];
        if (outcomesOf(value).some((outcome) => isText(source, outcome))) {
          return [`text beside others needs an element: ${words}`];
        }
        return mayGo(value) && next && isBareText(source, next)
          ? [`the text behind it needs an element: ${words}`]
          : [];
      });
    }),

  "names and codes are not translated": (source) =>
    source.nodes
      .filter((node) => node.type === "JSXOpeningElement")
      .map((node) => textOf(source, node))
      .filter((tag) => /^<(bdi|code|kbd)\b|^<[a-z](?!nput).*\bfont-mono\b/s.test(tag))
      .filter((tag) => !/\stranslate="no"/.test(tag))
      .map((tag) => `${tag} needs translate="no"`),
  "each primitive has one home": (source) =>
    homes
      .filter(([made, home]) => source.path !== home && made.test(source.text))
      .map(([made, home]) => `${made.source} belongs in ${home}`),

  "every form posts": (source) =>
    source.nodes
      .filter(
        (node) => node.type === "JSXOpeningElement" && textOf(source, node).startsWith("<form"),
      )
      .filter((node) => !/^<form\b[\s\S]*?\smethod="post"/.test(textOf(source, node)))
      .map(
        () => '<form> must have method="post": before hydration a GET puts fields in the address',
      ),
} satisfies Record<string, Rule>;

/** What is made in one file only, so that it looks and behaves the same wherever it stands. */
const homes: [made: RegExp, home: string][] = [
  [/<dialog\b/, "components/ui/dialog.tsx"],
  [/type="radio"/, "components/ui/radio-group.tsx"],
  [/<fieldset\b/, "components/ui/field.tsx"],
  [/<kbd\b/, "components/ui/button.tsx"],
  [/<time\b/, "components/ui/time.tsx"],
  [/"next\/link"/, "components/ui/link.tsx"],
  [/\b(localStorage|sessionStorage)\b|new BroadcastChannel\b/, "lib/storage.ts"],
];

type RuleName = keyof typeof rules;

const callOf = (source: Source, node: Node) =>
  node.type === "CallExpression" ? textOf(source, node) : "";
const isAround = (inner: Node) => (outer: Node) =>
  outer.start < inner.start && inner.end <= outer.end;

const isJsx = (node: Node) => node.type === "JSXElement" || node.type === "JSXFragment";

/** What is shown between the tags: no comments, no breaks between lines. */
function contentOf(source: Source, parent: Node): Node[] {
  return childrenOf(parent, "children").filter((child) => {
    const text = textOf(source, child);
    if (child.type === "JSXText") return /\S/.test(text) || !text.includes("\n");
    return !/^\{\s*\/\*/.test(text);
  });
}

function isBareText(source: Source, child: Node): boolean {
  return child.type === "JSXText" && /\S/.test(textOf(source, child));
}

/** What `a ? b : c`, `a && b` and the like may come to. */
function outcomesOf(value: Node): Node[] {
  const parts = {
    ConditionalExpression: ["consequent", "alternate"],
    LogicalExpression: value.operator === "&&" ? ["right"] : ["left", "right"],
    ParenthesizedExpression: ["expression"],
  }[value.type];
  return parts?.flatMap((part) => childrenOf(value, part)).flatMap(outcomesOf) ?? [value];
}

/** By its look: what is an element is named in the file as one, or made there. */
function isText(source: Source, value: Node): boolean {
  if (value.type === "Literal") return typeof value.value === "string" && /\S/.test(value.value);
  if (value.type === "TemplateLiteral") return true;
  if (!/^(Identifier|MemberExpression|ChainExpression|CallExpression)$/.test(value.type))
    return false;
  const text = textOf(source, value);
  const name = /^[\w$]+/.exec(text)?.[0] ?? "";
  const isElement = new RegExp(
    `\\b${name}\\??: ReactNode\\b|\\b(const|function) ${name}\\b[^;]*?[(=>\\s]<[\\w>]`,
  );
  return !/\.map\(|\.dialog$|^undefined$|children/.test(text) && !isElement.test(source.text);
}

/** Whether nothing may stand there, or another element. */
function mayGo(value: Node): boolean {
  return value.type === "LogicalExpression" || value.type === "ConditionalExpression";
}

describe("every component", () => {
  const components = ourSources().filter(({ path }) =>
    /^(app|components|lib(?!\/server))\/(?!.*\/test-).*(?<!\.test)\.tsx?$/.test(path),
  );

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
    ...[
      '<p>{old && ". Old."} <b /></p>',
      "<p>{words.happened} <b /></p>",
      "<p>{isA ? `a` : <b />} <b /></p>",
      "<p>{isA ? <b /> : <i />}.</p>",
      "<p>{isA && <b />}.</p>",
      'a && <>Creating… <bdi translate="no">{id}</bdi></>',
    ].map((text): [RuleName, string] => [
      "text that comes, goes or changes has an element of its own",
      `const a = ${text};`,
    ]),
    ["every form posts", "const a = <form onSubmit={f} />;"],
    ["every form posts", 'const a = <form method="get"></form>;'],
    ["names and codes are not translated", "const a = <bdi>{name}</bdi>;"],
    ["names and codes are not translated", 'const a = <p className="font-mono">{id}</p>;'],
    ["each primitive has one home", "const a = <dialog open>{b}</dialog>;"],
    ["each primitive has one home", 'const a = <input type="radio" />;'],
    ["each primitive has one home", 'localStorage.getItem("a");'],
    ["each primitive has one home", 'import Link from "next/link";'],
  ])("of “%s” is found in %s", (name, text) => {
    const rule: Rule = rules[name];
    expect(rule(parse("components/x.tsx", text))).toHaveLength(1);
  });

  it.each([
    'const a = <form noValidate method="post" onSubmit={f} />;',
    'const a = <p>{old && ". Old."}</p>;',
    "const a = <p>Made {when && <b>today</b>}</p>;",
    "const a = <p>{isA ? <b /> : <i />}<b>.</b></p>;",
    "const a = <p>{undo}.</p>; const undo = <b>a</b>;",
    "const a = <ul>{rows.map(row)}<li>a</li></ul>;",
    "useEffect(() => asked(heading.current), [asked]);",
    "useEffect(() => { function onKey(event: KeyboardEvent) { a.focus(); } b(onKey); });",
    "const press = () => heading.current?.focus();",
  ])("is none in %s", (text) => {
    const source = parse("components/x.tsx", text);
    expect(Object.values(rules).flatMap((rule: Rule) => rule(source))).toEqual([]);
  });
});
