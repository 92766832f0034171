"use client";

import { useEffect, useRef, useState } from "react";
import { type DisplayMessage, type DisplayState, stateName } from "@/lib/display/message";

/** After an answer that came at once, or none. */
const pauseMs = 300;
const tryAgainMs = 2_000;

/**
 * A code to pair this screen with, or why there is none. `ended`: it was not typed in time, or the desk
 * has let go of this screen. `refused`: too many were asked for just now.
 */
export type CodeToType = { code: string } | "ended" | "refused" | "no-connection";

type Screen = {
  hear: (message: DisplayMessage) => void;
  /** Told to the desk. */
  mayDim: boolean;
  /** Another one asks for another code. */
  codeNumber: number;
};

/**
 * The line to a screen on a device of its own: asks the server again and again what it shows, and for a
 * pairing code where no desk has it.
 *
 * @returns what stands in place of a code for patients; null once it is paired
 */
export function useServerLine({ hear, mayDim, codeNumber }: Screen): CodeToType | null {
  const [code, setCode] = useState<CodeToType | null>(null);
  const dim = useRef(mayDim);
  useEffect(() => {
    dim.current = mayDim;
  }, [mayDim]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another number asks for another code
  useEffect(() => {
    const ending = new AbortController();
    const { signal } = ending;

    async function run() {
      let first = await askForCode(signal);
      while (first === "no-connection" && !signal.aborted) {
        setCode(first);
        await pause(tryAgainMs);
        first = await askForCode(signal);
      }
      if (signal.aborted) return;
      setCode(first);
      // Until somebody presses for another one.
      if (first !== "refused") await follow(first !== null);
    }

    async function follow(waitsForDesk: boolean) {
      let seen = waitsForDesk ? "unpaired" : "";
      while (!signal.aborted) {
        const answer = await ask(seen, dim.current, signal);
        if (signal.aborted) return;
        if (answer === "unknown") {
          hear({ type: "unpaired" });
          return setCode("ended");
        }
        if (answer === null) {
          await pause(tryAgainMs);
          continue;
        }
        seen = stateName(answer);
        if (answer.state !== "unpaired") setCode(null);
        hear(
          answer.state === "shown"
            ? { type: "shown", shown: answer.shown }
            : { type: "cleared", id: null },
        );
        await pause(pauseMs);
      }
    }

    void run();
    return () => ending.abort();
  }, [hear, codeNumber]);

  return code;
}

/** @returns null when this screen is paired */
async function askForCode(signal: AbortSignal): Promise<CodeToType | null> {
  const answer = await fetch("/api/display/code", { method: "POST", signal }).catch(() => null);
  if (answer?.status === 429) return "refused";
  if (!answer?.ok) return "no-connection";
  const { code }: { code: string | null } = await answer.json();
  return code === null ? null : { code };
}

/** @returns null when there was no answer, `unknown` when the server does not know this screen any more */
async function ask(
  seen: string,
  mayDim: boolean,
  signal: AbortSignal,
): Promise<DisplayState | "unknown" | null> {
  const query = new URLSearchParams({ seen, dim: mayDim ? "1" : "0" });
  const answer = await fetch(`/api/display/screen?${query}`, { signal, cache: "no-store" }).catch(
    () => null,
  );
  // Read whatever it is: a browser holds on to an answer that nobody reads.
  const state: DisplayState | null = (await answer?.json().catch(() => null)) ?? null;
  if (answer?.status === 404) return "unknown";
  return answer?.ok ? state : null;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
