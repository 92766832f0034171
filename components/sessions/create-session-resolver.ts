import { zodResolver } from "@hookform/resolvers/zod";
import { createSessionSchema } from "@/lib/sessions/schema";

/** The form's check: the same schema as the server action's. */
export const createSessionResolver = zodResolver(createSessionSchema);
