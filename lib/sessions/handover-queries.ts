import { queryOptions } from "@tanstack/react-query";
import * as z from "zod/mini";
import { checkAnswer } from "@/lib/staff/check-answer";
import { type HandedOver, handovers } from "./handover";
import { sessionKeys } from "./queries";

const handedOverSchema: z.ZodMiniType<HandedOver[]> = z.array(
  z.object({ what: z.enum(handovers), at: z.string() }),
);

/** How a link was handed over, oldest first. To be asked again when it was handed over once more. */
export function handedOverOptions(sessionId: string) {
  return queryOptions({
    queryKey: [...sessionKeys.all, "handover", sessionId] as const,
    queryFn: async ({ signal }) => {
      const answer = await fetch(`/api/sessions/${sessionId}/handover`, {
        signal,
        cache: "no-store",
      });
      checkAnswer(answer, "handover");
      return handedOverSchema.parse(await answer.json());
    },
    staleTime: 0,
    retry: false,
  });
}
