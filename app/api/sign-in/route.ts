import * as z from "zod/mini";
import {
  confirmSecondFactorAction,
  signInAction,
  signInWithPasskeyAction,
  startPasskeySignInAction,
} from "@/app/(auth)/actions";
import { parseInput } from "@/lib/server/parse-input";
import { readJson } from "@/lib/server/read-body";
import { currentVisitor } from "@/lib/server/staff/guard";

const headers = { "Cache-Control": "no-store" };

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
export async function POST(request: Request) {
  const visitor = await currentVisitor();
  if (!visitor.ok) return Response.json(visitor, { status: 403, headers });

  const sent = await readJson(request);
  if (!sent.ok) return sent.error;

  const call = parseInput(callSchema, sent.value);
  if (!call.ok) return Response.json(call, { status: 400, headers });

  return Response.json(await steps[call.value.step](call.value.input), { headers });
}
