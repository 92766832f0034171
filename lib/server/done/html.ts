import "server-only";

/** Markup that is safe to put into a page as it is; only the `html` tag makes it. */
class Html {
  constructor(readonly text: string) {}
}

/** Builds markup from a template; every value that is not markup itself is escaped. */
export function html(template: TemplateStringsArray, ...values: (string | Html | Html[])[]): Html {
  return new Html(String.raw({ raw: template }, ...values.map(toMarkup)));
}

function toMarkup(value: string | Html | Html[]): string {
  if (Array.isArray(value)) return value.map((part) => part.text).join("");
  return value instanceof Html ? value.text : escapeHtml(value);
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
