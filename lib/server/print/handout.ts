import "server-only";
import { createHash } from "node:crypto";
import type { PaperSize } from "@/lib/patients/paper";
import { fillIn, type Html, html } from "@/lib/server/html";
import type { Portal } from "@/lib/server/sources/portals";
import type { QrCode } from "@/lib/sessions/session";
import { directionOf, type Language } from "@/lib/words/language";
import { handoutWords, portalWords } from "@/lib/words/patients";
import { endOf } from "./end-time";

/**
 * Millimetres and points; nothing is set smaller than `text`. Common printers reach as far out as
 * the margin. The code's own margin of 4 modules may reach beyond it: it is white as well.
 */
const papers = {
  a6: { width: 105, height: 148, margin: 5, code: 62, text: 12, title: 13.5, gap: 1.5 },
  a4: { width: 210, height: 297, margin: 15, code: 90, text: 18, title: 28, gap: 6 },
} as const satisfies Record<PaperSize, object>;

/**
 * Exactly one page, however long the words: where it gets tight the help with signing in gives way,
 * one whole thought after the other, by wrapping into a column that is out of sight.
 *
 * `@page` takes lengths: by the name of A6 browsers print on Letter. Free of `& < > " '`.
 */
function styleOf(size: PaperSize): string {
  const { width, height, margin, code, text, title, gap } = papers[size];
  return `
@page{size:${width}mm ${height}mm;margin:0}
:root{color-scheme:only light;background:#fff;color:#000;font:${text}pt/1.25 system-ui,Noto Sans,sans-serif}
:lang(ar),:lang(hi){line-height:1.3}
body,h1,p,ol{margin:0;padding:0}
main{box-sizing:border-box;width:${width}mm;height:${height - 0.5}mm;padding:${margin}mm;display:flex;flex-direction:column;gap:${gap}mm;overflow:hidden;overflow-wrap:anywhere}
main *{flex:none}
h1{font-size:${title}pt;line-height:inherit}
.code{display:flow-root;margin:-${gap}mm 0}
svg{float:inline-start;width:${code}mm;height:${code}mm;margin-inline:-4mm 2mm;forced-color-adjust:none}
.code p{padding-top:${gap}mm}
span{white-space:nowrap}
svg+p{margin-top:${code / 15}mm}
ol{padding-inline-start:1.4em}
.portals{flex:1 1 0;min-height:0;overflow:hidden;display:flex;flex-flow:column wrap;row-gap:${gap / 2}mm}
.portals p{width:100%}
footer{display:flex;gap:4mm;justify-content:space-between}
footer bdi{flex:0 1 auto;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
@media screen{main{margin:auto}}
`;
}

const styles: Record<PaperSize, string> = { a6: styleOf("a6"), a4: styleOf("a4") };

/** For the `style-src` of the paper's content security policy; nothing else may load or run. */
export function handoutStyleHash(size: PaperSize): string {
  return `sha256-${createHash("sha256").update(styles[size]).digest("base64")}`;
}

/** What is on the paper; nothing of it names the patient. */
export type Handout = {
  size: PaperSize;
  language: Language;
  qr: QrCode;
  /** Of the link, for the patient to check. */
  domain: string;
  /** ISO 8601 UTC. */
  expiresAt: string;
  /** An IANA name, such as `America/New_York`. */
  timeZone: string;
  clinic: { name: string; phone: string };
  tag: string;
  portals: readonly Portal[];
};

/** The whole document, without a script and with its only style inside. */
export function renderHandout(handout: Handout): string {
  const { size, language, qr, clinic, tag } = handout;
  const words = handoutWords[language];
  const side = String(qr.side);
  const end = endOf(handout);
  const help = clinic.phone
    ? fillIn(words.helpByPhone, { phone: leftToRight(clinic.phone) })
    : html`${words.help}`;
  return html`<!DOCTYPE html>
<html lang="${language}" dir="${directionOf(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${words.title}</title>
<style>${styles[size]}</style>
</head>
<body>
<main id="handout">
<h1>${words.title}</h1>
<div class="code">
<svg viewBox="0 0 ${side} ${side}" role="img" aria-label="${words.code}" shape-rendering="crispEdges"><rect width="${side}" height="${side}" fill="#fff"/><path fill="#000" d="${qr.path}"/></svg>
<p><strong>${fillIn(words.until, { time: html`<span>${end.time}</span>`, day: end.day })}</strong></p>
<p>${words.justForYou}</p>
<p>${help}</p>
</div>
<ol>
${words.steps.map((step) => html`<li>${fillIn(step, { domain: html`<strong>${leftToRight(handout.domain)}</strong>` })}</li>\n`)}</ol>
<div class="portals">
${portalHelp(language, handout.portals)}</div>
<footer><bdi>${clinic.name}</bdi><span>${tag}</span></footer>
</main>
</body>
</html>
`.text;
}

/** The empty line keeps a thought that does not fit from being the first and shown in part. */
function portalHelp(language: Language, portals: readonly Portal[]): Html[] {
  const { where, forgotten, newAccount } = portalWords[language];
  const [first, ...others] = portals.map(({ hospital, host }) =>
    fillIn(where, { hospital: html`<bdi>${hospital}</bdi>`, portal: leftToRight(host) }),
  );
  if (!first) return [];
  const lines = [html``, first, html`${forgotten} ${newAccount}`, ...others];
  return lines.map((line) => html`<p>${line}</p>\n`);
}

/** Numbers and addresses are read so in every language. */
function leftToRight(text: string): Html {
  return html`<bdi dir="ltr">${text}</bdi>`;
}
