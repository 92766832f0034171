import * as z from "zod/mini";
import {
  confirmSecondFactorAction,
  signInAction,
  signInWithPasskeyAction,
  startPasskeySignInAction,
} from "@/app/(auth)/actions";
import { publicRoute } from "@/lib/server/staff-route";

const steps = {
  password: signInAction,
  "second-factor": confirmSecondFactorAction,
  "passkey-question": () => startPasskeySignInAction(),
  passkey: signInWithPasskeyAction,
};

const callSchema = z.object({
  step: z.enum(["password", "second-factor", "passkey-question", "passkey"]),
  input: z.unknown(),
});

/** The steps of signing in for a page that has to stay as it is; the same as the actions'. */
export const POST = publicRoute(callSchema, async (_ctx, { step, input }) =>
  Response.json(await steps[step](input)),
);
