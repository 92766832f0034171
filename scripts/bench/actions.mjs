import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root, Trouble } from "../steps.mjs";

/** The headers with which a browser calls a server action of the build. @param {string} name */
export function actionHeaders(origin, name) {
  return {
    Accept: "text/x-component",
    "Content-Type": "text/plain;charset=UTF-8",
    "Next-Action": actionId(name),
    Origin: origin,
    "Sec-Fetch-Site": "same-origin",
  };
}

/** What an action answered. @param {string} text the stream that carries it */
export function actionResult(text) {
  const result = JSON.parse(/\{"ok":.*/.exec(text)?.[0] ?? "null");
  if (result?.ok) return result.value;
  throw new Trouble(`The app refused: ${result?.error.kind ?? "its answer is not understood"}.`);
}

function actionId(name) {
  const manifest = join(root, ".next", "server", "server-reference-manifest.json");
  const { node } = JSON.parse(readFileSync(manifest, "utf8"));
  const [id] = Object.entries(node).find(([, action]) => action.exportedName === name) ?? [];
  if (id) return id;
  throw new Trouble(`The build has no action ${name}.`);
}
