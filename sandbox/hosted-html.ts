import type { Behaviour, Source } from "./catalog";
import { hostedStyle } from "./hosted-style";
import { type Html, html } from "./html";

/** One hospital that the patient has tried in this session. */
export type Tried = { source: Source; connected: boolean; refused: boolean };

export type PickerView = {
  /** Path of the link, such as `/c/…`. */
  base: string;
  label: string | null;
  tried: readonly Tried[];
  suggested: readonly Source[];
  others: readonly Source[];
  /** What was searched for; empty at first. */
  query: string;
  hasMore: boolean;
};

export function pickerPage(view: PickerView): string {
  const started = view.tried.length > 0;
  return page(
    view.query ? `Search for ${view.query}` : "Choose your hospital",
    html`<h1>Choose your hospital</h1>
<p>Pick a place where you get care and sign in there. You can add more than one.</p>
${started ? triedSection(view) : null}
<h2>${started ? "Add another hospital" : "Find your hospital"}</h2>
${sourceSection("Suggested for you", view.suggested, view)}
<form method="get" action="${view.base}" role="search">
<label for="q">Name of the hospital</label>
<div class="search"><input id="q" name="q" type="search" value="${view.query}" autocomplete="off"
spellcheck="false"><button>Search</button></div>
</form>
${sourceSection(view.query ? "Found" : "All hospitals", view.others, view)}
${foundNothing(view)}
${view.hasMore ? html`<p class="quiet more">There are more. Type more of the name.</p>` : null}
${started ? null : finishForm(view)}`,
  );
}

export function signInPage(view: { base: string; source: Source; canGoBack: boolean }): string {
  const { base, source } = view;
  return page(
    `Sign in to ${source.name}`,
    html`<h1>Sign in to ${bdi(source.name)}</h1>
<p>This page stands in for the hospital's own sign-in. No password is needed here.</p>
<p>If you allow it, your health records from this hospital are shared with the clinic that gave you
the link.</p>
${preset[source.behaviour] ? html`<p class="quiet">${preset[source.behaviour] ?? ""}</p>` : null}
<form method="post" action="${signInPath(base, source)}" class="actions">
${
  source.behaviour === "refuses" || source.behaviour === "portal-error"
    ? html`<button class="primary">Continue</button>`
    : html`<button class="primary" name="decision" value="allow">Allow</button>
<button name="decision" value="refuse">Do not allow</button>`
}
</form>
${view.canGoBack ? html`<p class="actions"><a href="${base}">Back to the list</a></p>` : null}`,
  );
}

export function neverReturnsPage(view: {
  base: string;
  source: Source;
  canGoBack: boolean;
}): string {
  return page(
    "Still waiting",
    html`<h1>Still waiting for ${bdi(view.source.name)}</h1>
<p>In this demo the hospital never sends you back. Nothing is connected.</p>
${view.canGoBack ? html`<p><a href="${view.base}">Back to the list</a></p>` : null}`,
  );
}

export const finishedPage = page(
  "This link is finished",
  html`<h1>You are done</h1>
<p>This link is finished. You can close this page.</p>`,
);

export const expiredPage = page(
  "This link has ended",
  html`<h1>This link has ended</h1>
<p>Ask the desk for a new one. It takes one minute.</p>`,
);

export const unknownLinkPage = page(
  "We cannot find this link",
  html`<h1>We cannot find this link</h1>
<p>Check that you have all of it, or ask the desk for a new one.</p>`,
);

/** Where the simulated sign-in of one hospital is. */
export function signInPath(base: string, source: Source): string {
  return `${base}/sign-in/${source.id}`;
}

const preset: Partial<Record<Behaviour, string>> = {
  refuses: "In this demo the answer here is always no.",
  "portal-error": "In this demo the hospital's sign-in always fails.",
  slow: "In this demo the hospital takes a few seconds to answer.",
  "never-returns": "In this demo the hospital never sends you back.",
  "lapses-later": "In this demo the access stops working after a minute.",
};

function page(title: string, main: Html): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<link rel="icon" href="data:,">
<title>${title} - Sandbox</title>
<style>${{ markup: hostedStyle }}</style>
</head>
<body>
<header class="banner"><strong>Sandbox: not a real hospital.</strong> Demo data only.</header>
<main>
${main}
</main>
</body>
</html>
`.markup;
}

function triedSection(view: PickerView): Html {
  return html`<h2>So far</h2>
<ul class="rows">${view.tried.map((tried) => triedRow(view.base, tried))}</ul>
${finishForm(view)}`;
}

function triedRow(base: string, { source, connected, refused }: Tried): Html {
  const state = connected
    ? html`<small class="ok">✓ Connected</small>`
    : html`<small class="warn">Not connected. ${
        refused ? "You did not allow it." : "The hospital's sign-in did not work."
      }</small>`;
  const again = html`<a class="again" href="${signInPath(base, source)}">Try again<span
class="hidden">: ${source.name}</span></a>`;
  return html`<li class="row">${initials(source)}<span class="name">${bdi(source.name)} ${state}</span>
${connected ? null : again}</li>`;
}

function finishForm({ base, label }: PickerView): Html {
  return html`<form method="post" action="${base}/finish" class="actions">
<button class="primary">${label === null ? "Done" : html`Done - return to ${bdi(label)}`}</button>
</form>`;
}

function sourceSection(heading: string, sources: readonly Source[], view: PickerView): Html | null {
  if (sources.length === 0) return null;
  return html`<h3>${heading}</h3>
<ul class="rows">${sources.map((source) => sourceRow(source, view))}</ul>`;
}

function sourceRow(source: Source, { base, tried }: PickerView): Html {
  const name = html`${initials(source)}<span class="name">${bdi(source.name)}`;
  return tried.some((one) => one.source === source && one.connected)
    ? html`<li class="row">${name} <small class="ok">✓ Connected</small></span></li>`
    : html`<li><a class="row" href="${signInPath(base, source)}">${name}</span></a></li>`;
}

function foundNothing({ query, suggested, others }: PickerView): Html | null {
  if (suggested.length + others.length > 0) return null;
  return html`<p>No hospital called “${bdi(query)}”. Check the spelling.</p>`;
}

/** Two letters in place of a logo. */
function initials({ name }: Source): Html {
  const words = name.match(/[\p{L}\p{N}]+/gu) ?? [];
  const letters = words.slice(0, 2).map((word) => word.charAt(0).toUpperCase());
  return html`<span class="initials" aria-hidden="true">${letters.join("")}</span>`;
}

/** Keeps a text of another direction from reordering its surroundings. */
function bdi(text: string): Html {
  return html`<bdi>${text}</bdi>`;
}
