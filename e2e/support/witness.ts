import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { APIResponse, Page, Request, Response } from "@playwright/test";

/** Writes down what a page asks for, what it is given and what it says, from now on. */
export function witness(page: Page) {
  const requests: Request[] = [];
  const responses: { head: Promise<string>; body: Promise<string> }[] = [];
  const said: string[] = [];
  page.on("request", (request) => requests.push(request));
  page.on("response", (response) =>
    responses.push({ head: headOf(response), body: bodyOf(response) }),
  );
  page.on("console", (message) => said.push(message.text()));
  page.on("pageerror", (error) => said.push(error.message));

  return {
    urls: () => requests.map((request) => request.url()),
    /** What every request told about itself: no address may have it in its referrer. */
    requestHeaders: () => textOfAll(requests.map((request) => request.allHeaders())),
    requestBodies: () => requests.map((request) => request.postData() ?? "").join("\n"),
    responseHeaders: () => textOfAll(responses.map(({ head }) => head)),
    responseBodies: () => textOfAll(responses.map(({ body }) => body)),
    /** Console messages, among them every breach of the content security policy, and exceptions. */
    said,
  };
}

/** What the browser keeps when the page is gone: cookies, storages, caches, history and its titles. */
export async function keptByBrowser(page: Page): Promise<string> {
  const stored = await page.evaluate(async () => {
    const cached = [];
    for (const name of await caches.keys()) {
      const requests = await (await caches.open(name)).keys();
      cached.push(name, ...requests.map((request) => request.url));
    }
    return {
      cached,
      local: { ...localStorage },
      session: { ...sessionStorage },
      databases: await indexedDB.databases(),
      history: history.state,
    };
  });
  const browser = await page.context().newCDPSession(page);
  const { entries } = await browser.send("Page.getNavigationHistory");
  return JSON.stringify({ stored, cookies: await page.context().cookies(), entries });
}

/** Every byte below a folder. */
export function bytesBelow(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => readFileSync(path, "latin1"))
    .join("\n");
}

/** Head and body of an answer to a question that no page asks. */
export async function wholeAnswer(answer: APIResponse): Promise<string> {
  return JSON.stringify([answer.status(), answer.headersArray(), await answer.text()]);
}

/** Those of the secrets that a text has, plain or as an address, a form or base64 would write them. */
export function foundIn(text: string, secrets: readonly string[]): string[] {
  const lower = text.toLowerCase();
  return secrets.filter((secret) =>
    [
      secret,
      encodeURIComponent(secret),
      secret.replaceAll(" ", "+"),
      Buffer.from(secret)
        .toString("base64")
        .replace(/.{0,3}=*$/, ""),
    ].some((spelling) => lower.includes(spelling.toLowerCase())),
  );
}

async function headOf(response: Response): Promise<string> {
  return JSON.stringify(await response.allHeaders());
}

/** A redirect has none, and an answer that the page no longer waited for none any more. */
function bodyOf(response: Response): Promise<string> {
  return response.text().catch(() => "");
}

async function textOfAll(parts: Promise<unknown>[]): Promise<string> {
  const whole = await Promise.all(parts);
  return whole.map((part) => (typeof part === "string" ? part : JSON.stringify(part))).join("\n");
}
