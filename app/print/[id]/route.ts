import { audit } from "@/lib/server/audit/service";
import { answerHandout, handoutSchema, refusePaper } from "@/lib/server/print/service";
import { deskServices } from "@/lib/server/sessions/desk-services";
import { getSource } from "@/lib/server/sources/service";
import { staffRoute } from "@/lib/server/staff-route";

/** The paper that a patient takes along: `?size=a6|a4&lang=en`. */
export const GET = staffRoute(
  handoutSchema,
  async (ctx, asked, { staff }) =>
    answerHandout(asked, staff, {
      ...(await deskServices()),
      audit,
      clinic: ctx.clinic,
      readSource: (id) => getSource(ctx, id),
    }),
  { refuse: ({ kind }) => refusePaper(kind === "signed-out" ? "signed-out" : "not-allowed") },
);
