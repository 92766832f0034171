import { visitorCtx } from "@/lib/server/desk";
import {
  createDonePage,
  createWhoseAnswer,
  type DonePageCollaborators,
} from "@/lib/server/done/service";
import { recordWhose } from "@/lib/server/sessions/links";
import { findSessionIdByReference, readProgress } from "@/lib/server/sessions/status";
import { getSource } from "@/lib/server/sources/service";

/** The patient's return page: open to anyone, and telling no more than a patient may know. */
export async function GET(request: Request): Promise<Response> {
  return createDonePage(await collaborators())(request);
}

/** The patient's answer to the question on that page. */
export async function POST(request: Request): Promise<Response> {
  return createWhoseAnswer(await collaborators())(request);
}

async function collaborators(): Promise<DonePageCollaborators> {
  const ctx = await visitorCtx();
  const { sealToken, openToken } = ctx.vault;
  return {
    clinic: ctx.clinic,
    findByReference: (reference) => findSessionIdByReference(ctx, reference),
    readProgress: (id) => readProgress(ctx, id),
    readSource: (id) => getSource(ctx, id),
    recordWhose: (id, whose) => recordWhose(ctx, id, whose),
    sealToken,
    openToken,
  };
}
