import * as z from "zod/mini";
import { clearDisplay } from "@/lib/server/display/showing";
import { staffRoute } from "@/lib/server/staff-route";

const showSchema = z.object({ id: z.string().check(z.maxLength(100)) });

/** Clears the display. */
export const POST = staffRoute(showSchema, clearDisplay);
