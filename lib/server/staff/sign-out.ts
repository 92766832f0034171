import "server-only";
import { sessionCookie } from "./auth";
import type { Browser } from "./browser";
import type { Staff } from "./guard";
import { leave } from "./sign-in";
import type { StaffServices } from "./staff-services";

/** Ends this browser's session, here and on the server. */
export async function signOut(
  reason: "asked" | "idle",
  staff: Staff,
  browser: Browser,
  services: StaffServices,
): Promise<void> {
  await leave(browser, services);
  const secure = services.appUrl.startsWith("https:");
  browser.setCookie(sessionCookie(services.appUrl), "", { secure, maxAge: 0 });
  await services.audit({ action: "sign-out", outcome: "ok", staff, subject: reason });
}
