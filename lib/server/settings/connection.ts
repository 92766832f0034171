import "server-only";
import { checkConnection as check } from "@/lib/server/connect/check";
import { observed, observing } from "@/lib/server/connect/observed";
import { prepareCalls } from "@/lib/server/connect/setup";
import { type Env, env } from "@/lib/server/env";
import { log } from "@/lib/server/log";
import { remember } from "@/lib/server/remember";
import type { CheckedConnection, ConnectionFacts } from "@/lib/settings/connection";

/** What this desk is connected to, without asking anybody. */
export function connectionFacts(): ConnectionFacts {
  const { connect } = env();
  const { apiUrl, generation } = connect;
  const { lastAnswer, generation: detected } = observed();
  return { environment: environmentOf(connect), apiUrl, generation, detected, lastAnswer };
}

/** By the beginning of the key, which is all of it that anybody is told. */
export function environmentOf({
  apiKey,
  isSandbox,
}: Pick<Env["connect"], "apiKey" | "isSandbox">): ConnectionFacts["environment"] {
  if (isSandbox) return "demo";
  if (apiKey.startsWith("mb_sk_sbx_")) return "sandbox";
  return apiKey.startsWith("mb_sk_live_") ? "live" : "unknown";
}

/** Reads from the API now, and never writes. */
export async function checkConnection(): Promise<CheckedConnection> {
  const { connect } = env();
  const { probe } = remember("connection-check", () =>
    prepareCalls({ ...connect, log: log.warn, ...observing }),
  );
  const checked = await check(connect.generation, probe, Date.now);
  return { ...checked, at: new Date().toISOString() };
}
