import * as z from "zod/mini";
import { answerSource } from "@/lib/server/sources/answers";
import { staffRoute } from "@/lib/server/staff-route";

/** One hospital of the catalog. */
export const GET = staffRoute(z.object({ id: z.string() }), answerSource);
