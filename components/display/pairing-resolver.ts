import { zodResolver } from "@hookform/resolvers/zod";
import { pairingSchema } from "@/lib/display/pairing-code";

/** The form's check: the same schema as the server action's. */
export const pairingResolver = zodResolver(pairingSchema);
