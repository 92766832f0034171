import { randomBytes } from "node:crypto";
import { Trouble } from "../steps.mjs";
import { ask } from "./ask.mjs";
import { apiHeaders } from "./servers.mjs";

/** What staff would type for somebody new, as the form sends it. @param {string[]} sourceIds */
export function newPatient(sourceIds) {
  return {
    attemptId: randomBytes(16).toString("hex"),
    patientId: `MRN-${randomBytes(6).toString("hex")}`,
    name: "María López",
    email: "maria@example.com",
    mode: "suggest",
    suggestedSourceIds: sourceIds,
    onlySourceId: "",
    lifetimeSeconds: 3600,
    returnUrl: "",
    buttonLabel: "",
    metadata: [],
    replaces: null,
    makeAnother: false,
  };
}

/**
 * The page's server action, called as a browser calls it.
 *
 * @param {{ url: string }} app
 * @returns {Promise<(input: object) => Promise<{ progress: { id: string } }>>} gives the card
 */
export async function createActionOf(app) {
  const headers = {
    Accept: "text/x-component",
    "Content-Type": "text/plain;charset=UTF-8",
    "Next-Action": actionIdIn(await ask(`${app.url}/`)),
    Origin: app.url,
    "Sec-Fetch-Site": "same-origin",
  };
  return async (input) => {
    // Plain data without undefined, dates or files: React's encoding of it is its JSON.
    const body = JSON.stringify([input]);
    const answer = await ask(`${app.url}/`, { method: "POST", headers, body });
    const result = JSON.parse(/\{"ok":.*/.exec(answer)?.[0] ?? "null");
    if (result?.ok) return result.value.card;
    throw new Trouble(`No link was made: ${result?.error.kind ?? "the answer is not understood"}`);
  };
}

/** The same session without the app. Gives the API's own words. */
export async function createDirectly(sandbox, input) {
  const body = JSON.stringify({
    patient_id: input.patientId,
    patient_name: input.name,
    patient_email: input.email,
    recommended_connection_ids: input.suggestedSourceIds,
    return_url: "http://127.0.0.1/done",
    return_button_label: "Our clinic",
    expires_in: input.lifetimeSeconds,
    metadata: { desk_attempt: input.attemptId },
  });
  const headers = apiHeaders;
  return JSON.parse(await ask(`${sandbox.url}/sessions`, { method: "POST", headers, body }));
}

/** The page hands the action to its form by a reference in the data that it is served with. */
function actionIdIn(html) {
  const pushed = html.matchAll(/self\.__next_f\.push\((\[1,.*?\])\)<\/script>/gs);
  const data = [...pushed].map(([, json]) => JSON.parse(json)[1]).join("");
  const reference = /"create":"\$h(\w+)"/.exec(data)?.[1];
  const id = new RegExp(`\\b${reference}:\\{"id":"(\\w+)"`).exec(data)?.[1];
  if (id) return id;
  throw new Trouble("The page at / does not say how its form calls the server.");
}
