import { vault } from "@/lib/server/db/seal";
import { createDonePage } from "@/lib/server/done/service";
import { findSessionIdByReference, readProgress } from "@/lib/server/sessions/status";
import { clinicSettings } from "@/lib/server/settings/service";

/** The patient's return page: open to anyone, and telling no more than a patient may know. */
export async function GET(request: Request): Promise<Response> {
  const { sealToken, openToken } = vault();
  const donePage = createDonePage({
    clinicName: (await clinicSettings()).name,
    findByReference: findSessionIdByReference,
    readProgress,
    sealToken,
    openToken,
  });
  return donePage(request);
}
