import { connect } from "@/lib/server/connect/client";
import { vault } from "@/lib/server/db/seal";
import { clinicSettings } from "@/lib/server/desk";
import {
  createDonePage,
  createWhoseAnswer,
  type DonePageCollaborators,
} from "@/lib/server/done/service";
import { findSessionIdByReference, readProgress } from "@/lib/server/sessions/status";
import { recordWhose } from "@/lib/server/sessions/whose";
import { getSource, sourceCache } from "@/lib/server/sources/service";

/** The patient's return page: open to anyone, and telling no more than a patient may know. */
export async function GET(request: Request): Promise<Response> {
  return createDonePage(await collaborators())(request);
}

/** The patient's answer to the question on that page. */
export async function POST(request: Request): Promise<Response> {
  return createWhoseAnswer(await collaborators())(request);
}

async function collaborators(): Promise<DonePageCollaborators> {
  const { sealToken, openToken } = vault();
  return {
    clinic: await clinicSettings(),
    findByReference: findSessionIdByReference,
    readProgress,
    readSource: (id) => getSource({ connect: connect(), catalog: sourceCache() }, id),
    recordWhose,
    sealToken,
    openToken,
  };
}
