import "server-only";
import type { AppError } from "@/lib/errors";

/** The status of a handler's answer to who may not ask: 401 when nobody is signed in, else 403. */
export function refusedStatus({ kind }: AppError): 401 | 403 {
  return kind === "signed-out" ? 401 : 403;
}
