import "server-only";
import { log } from "@/lib/server/log";
import { tidyEmail } from "./email";
import type { Visitor } from "./guard";
import { findAsked, finishProof } from "./provider-proof";
import { comeBack, patienceMs, type WayBack } from "./provider-way";
import { countRefusal, hasLineOfItsOwn } from "./refusals";
import { welcome } from "./sign-in";
import type { StaffServices } from "./staff-services";

/** What the sign-in page is told of a way back that led nowhere. */
export const notLetIn = "/sign-in?error=single-sign-on";
const tooLate = "/sign-in?error=single-sign-on-not-answering";

/**
 * The way back from the provider: the only address of better-auth's that is served. Whatever else
 * is in it, it leads to the desk or to the sign-in page.
 */
export async function finishSingleSignOn(
  request: Request,
  visitor: Visitor,
  services: StaffServices,
  patience = patienceMs,
): Promise<string> {
  const back = await comeBack(request, services, patience);
  const question = findAsked(request, visitor.browser, services);
  if (question) return finishProof(question, back, visitor.browser, services);
  if (back.token !== null) {
    const { headers, token } = back;
    return (await welcome({ headers, token }, visitor, services)).ok ? "/" : notLetIn;
  }
  await tellRefusal(back, services);
  return back.refused === "provider-not-answering" ? tooLate : notLetIn;
}

/** Why, for the log and the audit trail: the page tells nobody. */
async function tellRefusal(
  { refused, email }: Extract<WayBack, { token: null }>,
  services: StaffServices,
): Promise<void> {
  log.warn({ event: "single_sign_on_refused", code: refused ?? "not-on-its-way" });
  if (refused === null) return;
  const meant = await services.db
    .selectFrom("staff")
    .select("id")
    .where("email", "=", tidyEmail(email ?? ""))
    .executeTakeFirst();
  if (
    !meant &&
    !hasLineOfItsOwn("single-sign-on", await countRefusal("single-sign-on", services))
  ) {
    return;
  }
  const subject = meant?.id ?? null;
  await services.audit({ action: "sign-in", outcome: refused, staff: null, subject });
}
