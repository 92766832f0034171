import { createHash } from "node:crypto";

/** The look of the hosted page. Every pair of text and ground has a contrast of 7 or more. */
export const hostedStyle = `
:root {
  color-scheme: light dark;
  --canvas: #f5f7f8; --surface: #fff; --ink: #14212b; --ink2: #3f4f5b; --edge: #5f6f7b;
  --line: #c6d0d7; --brand: #0b5a66; --on-brand: #fff; --focus: #0a3d91;
  --ok: #0e5a33; --warn: #6b4200; --warn-soft: #fff2da;
}
@media (prefers-color-scheme: dark) {
  :root {
    --canvas: #0e161b; --surface: #16212a; --ink: #eaf0f4; --ink2: #bac7d0; --edge: #8e9fab;
    --line: #2d3c47; --brand: #74d3dc; --on-brand: #062a30; --focus: #ffd166;
    --ok: #86ddab; --warn: #f4c976; --warn-soft: #38290b;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--canvas); color: var(--ink);
  font: 1.0625rem/1.5 system-ui, "Segoe UI", Roboto, "Noto Sans", Arial, sans-serif;
  overflow-wrap: anywhere;
}
.banner { padding: .75rem 1rem; background: var(--warn-soft); color: var(--warn); text-align: center; }
main { max-width: 34rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1 { margin: 0 0 .5rem; font-size: 1.75rem; line-height: 1.2; }
h2 { margin: 2rem 0 .75rem; font-size: 1.1875rem; line-height: 1.3; }
h3 { margin: 1.5rem 0 .5rem; font-size: 1rem; line-height: 1.3; color: var(--ink2); }
p { margin: 0 0 1rem; }
.quiet { color: var(--ink2); }
ul { margin: 0; padding: 0; list-style: none; }
.rows { border: 1px solid var(--line); border-radius: .875rem; background: var(--surface); }
.rows > li + li { border-top: 1px solid var(--line); }
.row {
  display: flex; align-items: center; gap: .75rem; min-height: 3.5rem; padding: .625rem 1rem;
  color: inherit;
}
a.row { border-radius: .875rem; text-decoration: none; }
a.row::after { content: "\\203a" / ""; font-size: 1.5rem; line-height: 1; color: var(--ink2); }
a.row:hover .name { text-decoration: underline; }
.initials {
  flex: none; width: 2.25rem; height: 2.25rem; border: 1px solid var(--edge); border-radius: 50%;
  font-size: .8125rem; font-weight: 600; line-height: 2.125rem; text-align: center; color: var(--ink2);
}
.name { flex: 1; font-weight: 600; }
.name small { display: block; font-size: .9375rem; font-weight: 400; color: var(--ink2); }
.name small.ok { color: var(--ok); }
.name small.warn { color: var(--warn); }
a { color: var(--brand); }
.again { display: inline-block; min-height: 2.75rem; padding: .5rem; }
label { display: block; margin-bottom: .5rem; font-weight: 600; }
input, button, .button {
  min-height: 3rem; padding: .625rem 1rem; border: 1px solid var(--edge); border-radius: .5rem;
  background: var(--surface); color: var(--ink); font: inherit;
}
input { flex: 1; min-width: 0; }
button, .button { font-weight: 600; cursor: pointer; }
form[role="search"], .more { margin-top: 1.5rem; }
.search { display: flex; gap: .5rem; }
.actions { display: grid; gap: .75rem; margin-top: 1.5rem; }
.primary { border-color: var(--brand); background: var(--brand); color: var(--on-brand); }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
`;

/** Nothing but this one style sheet may take effect on the page. */
export const hostedPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${createHash("sha256").update(hostedStyle).digest("base64")}'`,
  "img-src data:",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");
