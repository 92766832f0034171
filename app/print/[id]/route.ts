import { answerHandout, handoutSchema, refusePaper } from "@/lib/server/print/service";
import { staffRoute } from "@/lib/server/staff-route";

/** The paper that a patient takes along: `?size=a6|a4&lang=en`. */
export const GET = staffRoute(handoutSchema, answerHandout, {
  refuse: ({ kind }) => refusePaper(kind === "signed-out" ? "signed-out" : "not-allowed"),
});
