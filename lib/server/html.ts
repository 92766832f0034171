import "server-only";

/** Markup that is safe to put into a page as it is; only `html` and `fillIn` make it. */
class Markup {
  constructor(readonly text: string) {}
}

export type Html = Markup;

type Value = string | Html | Html[];

/** Builds markup from a template; every value that is not markup itself is escaped. */
export function html(template: TemplateStringsArray, ...values: Value[]): Html {
  return new Markup(String.raw({ raw: template }, ...values.map(toMarkup)));
}

/** A sentence with something in each of its `{places}`; a place that nothing is given for stays empty. */
export function fillIn(sentence: string, places: Record<string, Value>): Html {
  const values = new Map(Object.entries(places));
  const parts = sentence.split(/\{(\w+)\}/);
  const marked = parts.map((part, index) => (index % 2 ? (values.get(part) ?? "") : part));
  return new Markup(marked.map(toMarkup).join(""));
}

function toMarkup(value: Value): string {
  if (Array.isArray(value)) return value.map((part) => part.text).join("");
  return value instanceof Markup ? value.text : escapeHtml(value);
}

const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? "");
}
