import * as z from "zod/mini";
import { checkAnswer } from "@/lib/staff/check-answer";
import type { DisplayMessage, Line } from "./message";
import { rememberPaired } from "./paired";

const folder = "/api/display";
const headers = { "Content-Type": "application/json" };
const patienceMs = 3_000;

const shownSchema = z.object({ id: z.string() });
const healthSchema = z.object({ away: z.boolean(), mayDim: z.boolean() });

/**
 * The desk's end of the line to its screen on another device: what it says becomes a request to the
 * server, and the answer is heard as if that screen had said it. A beat without an answer is not heard of.
 */
export function openServerLine(sessionId: string, hear: (message: DisplayMessage) => void): Line {
  /** `name`: what the server calls it; null: it is not shown. */
  let current: { id: string; name: Promise<string | null> } | null = null;

  const hearOf = (id: string, message: DisplayMessage) => {
    if (current?.id === id) hear(message);
  };

  async function show(id: string) {
    if (current?.id !== id) current = { id, name: begin(id) };
    const name = await current.name;
    if (name === null || current?.id !== id) return;
    const answer = await stillShown(id, name).catch(() => null);
    if (answer) hearOf(id, answer);
  }

  async function begin(id: string): Promise<string | null> {
    const answer = await ask("shown", { sessionId });
    const shown = answer?.ok && shownSchema.safeParse(await answer.json().catch(() => null)).data;
    if (shown) {
      hearOf(id, { type: "here", shows: id, mayDim: false });
      return shown.id;
    }
    const isUnpaired = answer?.status === 410;
    if (isUnpaired) rememberPaired(false);
    hearOf(id, { type: isUnpaired ? "unpaired" : "silent" });
    return null;
  }

  function clear(id: string | null) {
    if (!current || current.id !== id) return;
    void current.name.then((name) => name !== null && clearThere(name));
    current = null;
  }

  return {
    tell: (message) => {
      if (message.type === "shown") void show(message.shown.id);
      if (message.type === "cleared") clear(message.id);
    },
    close: () => {},
  };
}

/** @returns null when it could not be asked just now */
async function stillShown(id: string, name: string): Promise<DisplayMessage | null> {
  const answer = await ask("still-shown", { id: name });
  if (!answer || answer.status >= 500) return null;
  if (answer.status === 404) return { type: "cleared", id };
  checkAnswer(answer, "display");
  const { away, mayDim } = healthSchema.parse(await answer.json());
  return away ? { type: "silent" } : { type: "here", shows: id, mayDim };
}

/** Also when the page is left at once. */
function clearThere(name: string) {
  const body = JSON.stringify({ id: name });
  void fetch(`${folder}/cleared`, { method: "POST", headers, body, keepalive: true }).catch(
    () => null,
  );
}

function ask(handler: string, body: object): Promise<Response | null> {
  const signal = AbortSignal.timeout(patienceMs);
  const request = { method: "POST", headers, body: JSON.stringify(body), signal };
  return fetch(`${folder}/${handler}`, request).catch(() => null);
}
