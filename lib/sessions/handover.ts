import * as z from "zod/mini";

/**
 * How a link leaves the desk: its text or a message with it copied, its code shown full screen, on
 * the patient's own display or printed, the link itself opened here, or the message taken along by
 * the desk's mail program, its text program, whatever the system shares with, or by our own email.
 */
export const handovers = [
  "copied",
  "message-copied",
  "shown",
  "displayed",
  "printed",
  "opened",
  "mailed",
  "texted",
  "shared",
  "emailed",
] as const;

export type Handover = (typeof handovers)[number];

/** What a browser may tell of: only we know whether we emailed it. */
export const handoverSchema = z.object({
  what: z.enum(handovers.filter((what) => what !== "emailed")),
});

/** That a link was handed over, and when (ISO 8601 UTC). Never to whom or with which words. */
export type HandedOver = { what: Handover; at: string };

/** What a browser tells of by itself. */
export type OwnHandover = z.infer<typeof handoverSchema>["what"];

/** Has it written down, also when the page is left at once. Nothing has to wait for the answer. */
export async function tellHandover(sessionId: string, what: OwnHandover): Promise<void> {
  await fetch(`/api/sessions/${sessionId}/handover`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ what }),
    keepalive: true,
  }).catch(() => {});
}

const words = {
  copied: "copied",
  "message-copied": "message copied",
  shown: "shown",
  displayed: "on the patient's screen",
  printed: "printed",
  opened: "opened here",
  mailed: "in the mail program",
  texted: "in the text program",
  shared: "shared",
  emailed: "emailed",
} satisfies Record<Handover, string>;

/** Each way once, as words, with its latest time. */
export function waysOf(list: readonly HandedOver[]): { words: string; at: string }[] {
  const latest = new Map(list.map(({ what, at }) => [what, at]));
  return [...latest].map(([what, at]) => ({ words: words[what], at }));
}
