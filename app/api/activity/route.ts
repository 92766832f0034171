import { ok } from "@/lib/result";
import { noteOwnActivity } from "@/lib/server/staff/guard";
import { noInput, staffRoute } from "@/lib/server/staff-route";

/** Somebody typed or moved since the last time; the page says so at most once a minute. */
export const POST = staffRoute(
  noInput,
  async () => {
    await noteOwnActivity();
    return ok(null);
  },
  { beforeSecondFactor: true },
);
