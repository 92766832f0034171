import * as z from "zod/mini";
import { checkAnswer } from "@/lib/staff/check-answer";
import { rememberPaired } from "./paired";

const folder = "/api/display";
const headers = { "Content-Type": "application/json" };
const patienceMs = 3_000;

const shownSchema = z.object({ id: z.string() });
const healthSchema = z.object({ away: z.boolean(), mayDim: z.boolean() });

/** `null`: it could not be asked just now. `gone`: nothing of this is shown any more. */
export type Health = z.infer<typeof healthSchema> | "gone" | null;

/** Shows a link on this PC's screen on another device. @returns what this is called; null when it is not shown */
export async function showThere(sessionId: string): Promise<string | null> {
  const answer = await send("shown", { sessionId });
  if (answer?.status === 410) rememberPaired(false);
  if (!answer?.ok) return null;
  return shownSchema.parse(await answer.json()).id;
}

/** Says that this window still shows it. */
export async function beatThere(id: string): Promise<Health> {
  const answer = await send("still-shown", { id });
  if (!answer || answer.status >= 500) return null;
  if (answer.status === 404) return "gone";
  checkAnswer(answer, "display");
  return healthSchema.parse(await answer.json());
}

/** Also when the page is left at once. */
export function clearThere(id: string): void {
  void fetch(`${folder}/cleared`, {
    method: "POST",
    headers,
    body: JSON.stringify({ id }),
    keepalive: true,
  }).catch(() => null);
}

function send(handler: string, body: object): Promise<Response | null> {
  const signal = AbortSignal.timeout(patienceMs);
  const request = { method: "POST", headers, body: JSON.stringify(body), signal };
  return fetch(`${folder}/${handler}`, request).catch(() => null);
}
