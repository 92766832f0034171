import { zodResolver } from "@hookform/resolvers/zod";
import { passwordAgainSchema, secondFactorSchema, signInSchema } from "@/lib/staff/schema";

/** The forms' checks: the same schemas as the server's. */
export const signInResolver = zodResolver(signInSchema);
export const secondFactorResolver = zodResolver(secondFactorSchema);
export const passwordAgainResolver = zodResolver(passwordAgainSchema);
