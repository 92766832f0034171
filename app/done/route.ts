import { vault } from "@/lib/server/db/seal";
import { createDonePage } from "@/lib/server/done/service";
import { env } from "@/lib/server/env";
import { findSessionIdByReference, readProgress } from "@/lib/server/sessions/status";

/** The patient's return page: open to anyone, and telling no more than a patient may know. */
export function GET(request: Request): Promise<Response> {
  const { sealToken, openToken } = vault();
  const donePage = createDonePage({
    clinicName: env().clinic.name,
    findByReference: findSessionIdByReference,
    readProgress,
    sealToken,
    openToken,
  });
  return donePage(request);
}
