import { zodResolver } from "@hookform/resolvers/zod";
import * as z from "zod/mini";
import { changePasswordSchema, passkeyNameSchema, passwordAgainSchema } from "@/lib/staff/schema";

/** The forms' checks: the same schemas as the server's. */
export const changePasswordResolver = zodResolver(changePasswordSchema);
export const passkeyResolver = zodResolver(
  z.extend(passwordAgainSchema, { name: passkeyNameSchema }),
);
