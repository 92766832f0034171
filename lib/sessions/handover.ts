import * as z from "zod/mini";

/**
 * How a link leaves the desk: its text copied, its code shown full screen or printed, or the link
 * itself opened at the desk.
 */
export const handoverSchema = z.object({ what: z.enum(["copied", "shown", "printed", "opened"]) });

export type Handover = z.infer<typeof handoverSchema>["what"];

/** Has it written down, also when the page is left at once. Nothing waits for the answer. */
export function tellHandover(sessionId: string, what: Handover): void {
  fetch(`/api/sessions/${sessionId}/handover`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ what }),
    keepalive: true,
  }).catch(() => {});
}
