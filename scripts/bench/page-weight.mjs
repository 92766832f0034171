import { once } from "node:events";
import { get } from "node:http";
import { gunzipSync } from "node:zlib";
import { Trouble } from "../steps.mjs";
import { createActionOf, newPatient } from "./desk.mjs";

/** What a browser has to fetch for a page: bytes as they go over the wire. */
export async function measurePageWeight({ app }) {
  const create = createActionOf(app);
  const { progress } = await create(newPatient([]));
  const pages = [
    { name: "/", path: "/", script: 190, html: 15 },
    { name: "/sessions/[id]", path: `/sessions/${progress.id}`, script: 190, html: 15 },
    { name: "/sessions", path: "/sessions", script: 190, html: 15 },
    { name: "/sign-in", path: "/sign-in", script: 190, html: 15 },
    { name: "/display", path: "/display", script: 140, html: 15 },
    { name: "/done", path: "/done", script: 0, html: 2 },
    { name: "/print/[id]", path: `/print/${progress.id}?size=a6&lang=en`, script: 0, html: 15 },
  ];
  const rows = await Promise.all(
    pages.map(async ({ name, path, script, html }) => {
      const sent = await weighPage(`${app.url}${path}`, app.headers);
      return [
        {
          what: `JavaScript on ${name}, as sent`,
          unit: "KiB",
          ours: sent.scripts / 1024,
          atMost: script,
        },
        { what: `HTML of ${name}, as sent`, unit: "KiB", ours: sent.html / 1024, atMost: html },
      ];
    }),
  );
  return rows.flat();
}

/** @returns bytes of a page and of all its scripts; small files are sent as they are, others packed */
export async function weighPage(url, headers) {
  const page = await fetchPacked(url, headers);
  const scripts = await Promise.all(scriptsOf(page.text, url).map((script) => fetchPacked(script)));
  return { html: page.bytes, scripts: scripts.reduce((sum, { bytes }) => sum + bytes, 0) };
}

/** Every script that the page asks for; `nomodule` is for browsers too old for this app. */
function scriptsOf(html, base) {
  const tags = html.match(/<script\b[^>]*\bsrc="[^>]*>|<link\b[^>]*\bas="script"[^>]*>/g) ?? [];
  const urls = tags
    .filter((tag) => !/\bnomodule\b/i.test(tag))
    .map((tag) => new URL(/\b(?:src|href)="([^"]+)"/.exec(tag)?.[1] ?? "", base).href);
  return [...new Set(urls)];
}

/** Not `fetch`: that unpacks what it gets and keeps the size to itself. */
async function fetchPacked(url, signedIn = {}) {
  const signal = AbortSignal.timeout(30_000);
  const request = get(url, { headers: { "Accept-Encoding": "gzip", ...signedIn }, signal });
  const [response] = await once(request, "response");
  const chunks = [];
  for await (const chunk of response) chunks.push(chunk);
  if (response.statusCode !== 200) {
    throw new Trouble(`GET ${new URL(url).pathname} answered ${response.statusCode}.`);
  }
  const body = Buffer.concat(chunks);
  const isPacked = response.headers["content-encoding"] === "gzip";
  return { bytes: body.length, text: (isPacked ? gunzipSync(body) : body).toString() };
}
