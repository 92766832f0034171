import "server-only";
import { act } from "@/lib/server/act";
import { byStaff } from "@/lib/server/context";
import { sessionCookie } from "./auth";
import type { Browser } from "./browser";
import type { Staff } from "./guard";
import { endByToken, tokenAt } from "./sign-in";
import type { StaffServices } from "./staff-services";

/** Ends this browser's session, here and on the server. */
export async function signOut(
  reason: "asked" | "idle",
  staff: Staff,
  browser: Browser,
  services: StaffServices,
): Promise<void> {
  const deed = { action: "sign-out", outcome: "ok", subject: reason } as const;
  const token = tokenAt(browser, services);
  await act(byStaff(staff, services), deed, (tx) => endByToken(tx, token));
  const secure = services.appUrl.startsWith("https:");
  browser.setCookie(sessionCookie(services.appUrl), "", { secure, maxAge: 0 });
}
