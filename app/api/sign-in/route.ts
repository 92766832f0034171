import * as z from "zod/mini";
import {
  confirmSecondFactorAction,
  signInAction,
  signInWithPasskeyAction,
  startPasskeySignInAction,
} from "@/app/(auth)/actions";
import { parseInput } from "@/lib/server/parse-input";
import { currentVisitor } from "@/lib/server/staff/guard";

const headers = { "Cache-Control": "no-store" };

/** Far more than an answer of a passkey takes. */
const longestBody = 16_384;

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

  const length = Number(request.headers.get("content-length"));
  if (!(length > 0 && length <= longestBody)) return new Response(null, { status: 413, headers });

  const call = parseInput(callSchema, await request.json().catch(() => null));
  if (!call.ok) return Response.json(call, { status: 400, headers });

  return Response.json(await steps[call.value.step](call.value.input), { headers });
}
