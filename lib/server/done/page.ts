import "server-only";
import { createHash } from "node:crypto";
import { fillIn, type Html, html } from "@/lib/server/html";
import type { Portal } from "@/lib/server/sources/portals";
import { whoseAnswers } from "@/lib/sessions/whose";
import { directionOf, type Language, languageNames, languages } from "@/lib/words/language";
import {
  portalWords,
  type ReturnOutcome,
  returnWords,
  screenWords,
  whoseWords,
} from "@/lib/words/patients";

/** Text has a contrast of 7 or more in both themes. Free of `& < > " '`: it goes through `html`. */
const style = `
:root{color-scheme:light dark;--canvas:#f5f7f8;--ink:#14212b;--link:#0b5a66;--focus:#0a3d91;--done:#0e5a33;--warn:#6b4200;--info:#1b4680}
@media(prefers-color-scheme:dark){:root{--canvas:#0e161b;--ink:#eaf0f4;--link:#74d3dc;--focus:#ffd166;--done:#86ddab;--warn:#f4c976;--info:#a6cbf7}}
body{margin:0 auto;padding:1.5rem 1rem;max-width:32rem;background:var(--canvas);color:var(--ink);font:1.25rem/1.6 system-ui,Noto Sans,sans-serif;-webkit-text-size-adjust:100%;overflow-wrap:anywhere}
main{padding:1rem 0 2rem}
svg{width:4rem;color:var(--info);fill:none;stroke:currentColor;stroke-width:1.75;stroke-linecap:round;stroke-linejoin:round}
.done svg{color:var(--done)}
.partly svg,.nothing svg{color:var(--warn)}
h1{margin:.5rem 0;font-size:1.75rem;line-height:1.3}
h2{margin:1.5rem 0 .5rem;font-size:1.25rem}
p,ul{margin:0 0 1rem}
nav{display:flex;flex-wrap:wrap;gap:.25rem;margin:0 -.5rem}
a{color:var(--link)}
nav a{padding:.5rem;min-width:2rem;text-align:center}
main a{display:inline-block;padding:.375rem 0}
button{display:block;width:100%;min-height:2.75rem;margin:.5rem 0;padding:.5rem;border:2px solid var(--link);border-radius:.5rem;background:none;color:var(--link);font:inherit}
[aria-current]{font-weight:700;text-decoration:none}
:focus-visible{outline:3px solid var(--focus);outline-offset:2px}
`;

/** For the `style-src` of the page's content security policy; nothing else may load or run. */
export const styleHash = `sha256-${createHash("sha256").update(style).digest("base64")}`;

/** Drawn inside a circle of radius 10 round 12, 12. */
const icons: Record<ReturnOutcome, string> = {
  done: "m7.5 12.5 3 3 6-7",
  partly: "M12 7v6m0 3.5v.01",
  nothing: "M12 7v6m0 3.5v.01",
  unknown: "M8 12h.01M12 12h.01M16 12h.01",
};

/** What a return page is made of; nothing in it names a patient. */
export type ReturnPage = {
  language: Language;
  outcome: ReturnOutcome;
  clinicName: string;
  /** Of the clinic, as it is printed; empty: none is known. */
  phone: string;
  /** Names of the hospitals that are connected, and of those that were tried in vain. */
  hospitals: { worked: readonly string[]; failed: readonly string[] };
  /** Where to sign in at the hospitals that are not connected. */
  portals: readonly Portal[];
  /** Whether to ask whose records these are. */
  whose: "ask" | "answered" | "no";
  /** Where the same page stands in another language. */
  addressIn(language: Language): string;
};

/** The whole document, without a script and with its only style inside. */
export function renderReturnPage(page: ReturnPage): string {
  const { language, outcome, clinicName, addressIn } = page;
  const words = returnWords[language];
  const { heading, text } = words[outcome];
  const nothingLeftToDo = outcome === "done" || outcome === "unknown";
  const links = languages.map(
    (other) =>
      html`<a href="${addressIn(other)}" lang="${other}" hreflang="${other}"${other === language ? html` aria-current="true"` : ""}>${languageNames[other]}</a>\n`,
  );
  return html`<!DOCTYPE html>
<html lang="${language}" dir="${directionOf(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${heading} – ${clinicName}</title>
<style>${style}</style>
</head>
<body class="${outcome}">
<header><bdi>${clinicName}</bdi></header>
<main>
<svg viewBox="1 1 22 22" aria-hidden="true"><circle cx="12" cy="12" r="10"/><path d="${icons[outcome]}"/></svg>
<h1>${heading}</h1>
<p>${text}</p>
${whatWorked(page)}${howToGoOn(page)}${portalHelp(page)}${question(page)}${nothingLeftToDo ? html`<p>${words.goodbye}</p>` : ""}
</main>
<nav aria-label="${screenWords[language].language}">
${links}</nav>
</body>
</html>
`.text;
}

/** Only where something did not work: otherwise the heading says it all. */
function whatWorked({ language, hospitals }: ReturnPage): Html[] {
  if (hospitals.failed.length === 0) return [];
  const words = returnWords[language];
  return [...list(words.worked, hospitals.worked), ...list(words.failed, hospitals.failed)];
}

function list(label: string, names: readonly string[]): Html[] {
  if (names.length === 0) return [];
  const items = names.map((name) => html`<li><bdi>${name}</bdi></li>\n`);
  return [html`<p>${label}</p>\n<ul>\n`, ...items, html`</ul>\n`];
}

/** The link has ended, so that only the clinic can give another. */
function howToGoOn({ language, outcome, phone }: ReturnPage): Html[] {
  if (outcome !== "partly" && outcome !== "nothing") return [];
  const { call, tell } = returnWords[language];
  if (phone === "") return [html`<p>${tell}</p>\n`];
  const number = html`<bdi dir="ltr">${phone}</bdi>`;
  const dialled = dialledNumber(phone);
  const place = dialled ? html`<a href="tel:${dialled}">${number}</a>` : number;
  return [html`<p>${fillIn(call, { phone: place })}</p>\n`];
}

/** What a phone dials; null when the text is no one number that it could. */
export function dialledNumber(phone: string): string | null {
  // An extension is dialled by hand, and "(0)" is left out behind a country's number.
  const [number = ""] = phone.normalize("NFKC").split(/[;,#/]|\bx|\bext|\bor\b/i);
  const plain = /^\s*\+/.test(number) ? number.replace("(0)", "") : number;
  const digits = plain.replace(/\D/g, "");
  if (digits.length < 3 || digits.length > 15) return null;
  return /^\D*\+/.test(number) ? `+${digits}` : digits;
}

/** Signing in failed, or was never tried: most often for want of the right page or a password. */
function portalHelp({ language, portals }: ReturnPage): Html[] {
  if (portals.length === 0) return [];
  const { heading, where, forgotten, newAccount } = portalWords[language];
  const places = portals.map(({ hospital, url, host }) => {
    const portal = html`<a href="${url}" rel="noreferrer noopener" referrerpolicy="no-referrer"><bdi dir="ltr">${host}</bdi></a>`;
    return html`<p>${fillIn(where, { hospital: html`<bdi>${hospital}</bdi>`, portal })}</p>\n`;
  });
  return [html`<h2>${heading}</h2>\n`, ...places, html`<p>${forgotten} ${newAccount}</p>\n`];
}

/** Three buttons: what is pressed is all that is sent. */
function question({ language, whose, addressIn }: ReturnPage): Html[] {
  if (whose === "no") return [];
  const words = whoseWords[language];
  if (whose === "answered") return [html`<p role="status">${words.thanks}</p>\n`];
  const buttons = whoseAnswers.map(
    (answer) => html`<button name="whose" value="${answer}">${words[answer]}</button>\n`,
  );
  return [
    html`<form method="post" action="${addressIn(language)}" aria-labelledby="whose">\n<h2 id="whose">${words.question}</h2>\n`,
    ...buttons,
    html`</form>\n`,
  ];
}
