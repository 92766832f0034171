import "server-only";
import type * as z from "zod/mini";
import type { DeskError } from "@/lib/errors";
import { fail, ok, type Result } from "@/lib/result";

/** What a browser sent, checked again here: the form's own check can be left out by anyone. */
export function parseInput<T>(schema: z.ZodMiniType<T>, input: unknown): Result<T, DeskError> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return ok(parsed.data);
  const fields = parsed.error.issues.map(({ path, message }) => ({
    path: path.join("."),
    message,
  }));
  return fail({ kind: "invalid-input", requestId: null, fields });
}
