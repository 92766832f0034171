import { randomBytes } from "node:crypto";
import { actionHeaders, actionResult } from "./actions.mjs";
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
 * @param {{ url: string, headers: object }} app
 * @returns {(input: object) => Promise<{ progress: { id: string } }>} gives the card
 */
export function createActionOf(app) {
  const headers = { ...actionHeaders(app.url, "createSessionAction"), ...app.headers };
  return async (input) => {
    // Plain data without undefined, dates or files: React's encoding of it is its JSON.
    const body = JSON.stringify([input]);
    return actionResult(await ask(`${app.url}/`, { method: "POST", headers, body })).card;
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
