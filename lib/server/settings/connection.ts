import "server-only";
import { checkConnection as check } from "@/lib/server/connect/check";
import { ownCalls } from "@/lib/server/connect/client";
import { observed } from "@/lib/server/connect/observed";
import { env } from "@/lib/server/env";
import { proxyName } from "@/lib/server/proxy";
import type { CheckedConnection, ConnectionFacts } from "@/lib/settings/connection";
import { startWords } from "@/lib/settings/connection-words";

/** What this desk is connected to, without asking anybody. */
export function connectionFacts(): ConnectionFacts {
  const { apiUrl, apiKey, generation, proxy } = env().connect;
  const { lastAnswer, generation: detected, isSandbox } = observed();
  return {
    environment: environmentOf({ apiKey, isSandbox: isSandbox === true }),
    apiUrl,
    proxy: proxy && proxyName(proxy),
    generation,
    detected,
    lastAnswer,
  };
}

/**
 * By what the API says of itself, else by the beginning of the key, which is all of it that anybody
 * is told.
 */
export function environmentOf({
  apiKey,
  isSandbox,
}: {
  apiKey: string;
  isSandbox: boolean;
}): ConnectionFacts["environment"] {
  if (isSandbox) return "demo";
  if (apiKey.startsWith("mb_sk_sbx_")) return "sandbox";
  return apiKey.startsWith("mb_sk_live_") ? "live" : "unknown";
}

/** Reads from the API now, and never writes. What it finds of the generation is used from now on. */
export async function checkConnection(): Promise<CheckedConnection> {
  const { probe, generation } = ownCalls();
  const checked = await check(env().connect.generation, probe, Date.now);
  if (checked.verdict.kind === "well") generation.keep(checked.verdict.generation);
  return { ...checked, at: new Date().toISOString() };
}

/**
 * Finds out what the desk is connected to and says so in the terminal. A start waits for neither: the
 * API may be slow.
 */
export async function announceConnection(print: (words: string) => void): Promise<void> {
  const checked = await checkConnection();
  const facts = connectionFacts();
  // The start itself says so of the built-in sandbox.
  if (facts.environment !== "demo") print(startWords(checked, facts));
}

/** @throws when a demo clerk was asked for and what answers is not the built-in sandbox */
export async function requireSandbox(): Promise<void> {
  const { apiUrl } = env().connect;
  await ownCalls().probe("/health", false);
  if (observed().isSandbox !== false) return;
  throw new Error(`DEMO_SIGN_IN must be off: ${apiUrl} is not the built-in sandbox.`);
}

/** Reads one small thing, so that the answer tells the API's time. */
export async function askForTime(): Promise<void> {
  await ownCalls().probe("/health", false);
}
