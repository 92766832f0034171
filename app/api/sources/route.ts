import { answerSearch, searchQuerySchema } from "@/lib/server/sources/answers";
import { staffRoute } from "@/lib/server/staff-route";

/** `?q=`: hospitals whose name has it, or the one with that id. */
export const GET = staffRoute(searchQuerySchema, answerSearch);
