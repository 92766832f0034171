import { zodResolver } from "@hookform/resolvers/zod";
import { clinicSchema } from "@/lib/settings/schema";

/** The form's check: the same schema as the server action's. */
export const clinicResolver = zodResolver(clinicSchema);
