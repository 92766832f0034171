import { zodResolver } from "@hookform/resolvers/zod";
import { inviteSchema } from "@/lib/staff/schema";

/** The form's check: the same schema as the server action's. */
export const inviteResolver = zodResolver(inviteSchema);
