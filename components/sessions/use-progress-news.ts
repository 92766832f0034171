"use client";

import { useEffect, useRef, useState } from "react";
import { hasFinished, playFinishSound } from "@/lib/sessions/finish-sound";
import { countConnected } from "@/lib/sessions/progress";
import type { SessionProgress, SessionState } from "@/lib/sessions/session";
import { soundOn } from "@/lib/settings/this-pc";

const minute = 60_000;
const linkHasEnded = "This link has ended.";

/** One sentence at a time for screen readers: a hospital connected, the link is running out, it is over. */
export function useProgressAnnouncement(progress: SessionProgress, leftMs: number): string {
  const before = useRef(progress);
  const [sentence, setSentence] = useState("");

  useEffect(() => {
    const news = changeBetween(before.current, progress);
    before.current = progress;
    if (news) setSentence(news);
  }, [progress]);

  const nearing = progress.linkWorks ? nearingEnd(leftMs) : null;
  const lastNearing = useRef(nearing);
  useEffect(() => {
    if (nearing && nearing !== lastNearing.current) setSentence(nearing);
    lastNearing.current = nearing;
  }, [nearing]);

  return sentence;
}

/** The end is said by the countdown too: nobody may be there to tell us of it. */
function nearingEnd(leftMs: number): string | null {
  if (leftMs <= 0) return linkHasEnded;
  if (leftMs <= minute) return "The link stops in 1 minute.";
  return leftMs <= 5 * minute ? "The link stops in 5 minutes." : null;
}

/** What a reader is told when `after` follows `before`, or null. */
export function changeBetween(before: SessionProgress, after: SessionProgress): string | null {
  const connectedBefore = new Set(connectedIds(before));
  const connected = connectedIds(after);
  const fresh = after.hospitals.filter(
    ({ sourceId, state }) => state === "connected" && !connectedBefore.has(sourceId),
  );
  const count = `${countConnected(after.state, connected.length, after.hospitals.length)}.`;
  // The end says it all: one sentence, also when the last hospital came with it.
  if (before.state !== after.state && !after.linkWorks) return ending(after, count);
  const parts = fresh.map(({ name }) => `${name} connected. ${count}`);
  return parts.length > 0 ? parts.join(" ") : null;
}

function connectedIds(progress: SessionProgress): string[] {
  return progress.hospitals.flatMap(({ sourceId, state }) =>
    state === "connected" ? [sourceId] : [],
  );
}

function ending({ state }: SessionProgress, count: string): string {
  if (state === "connected") return `Complete. Connected ${count}`;
  if (state === "partly") return `Partly connected. ${count}`;
  if (state === "nothing") return "Finished, nothing connected.";
  return linkHasEnded;
}

/** One short sound when the patient finishes, where this PC has it switched on. */
export function useFinishSound(state: SessionState): void {
  const before = useRef(state);
  useEffect(() => {
    if (hasFinished(before.current, state) && soundOn()) playFinishSound();
    before.current = state;
  }, [state]);
}
