"use client";

import {
  type Cover,
  coverAfter,
  elapsedMs,
  isReportDue,
  moment,
  type PresenceLimits,
} from "@/lib/staff/presence";
import { onSignInNews, type SignInNews, tell, tellSignedOut } from "@/lib/staff/sign-in-news";

/** A key, a press, a move: what people do. What the page does by itself is no input. */
const pointerInputs = ["pointerdown", "pointermove", "wheel", "touchstart"] as const;
/** Other windows hear of input this often. */
const tellEveryMs = 5_000;

type Watcher = {
  /** Asked anew at each look: the choice may change on another page. */
  limits: () => PresenceLimits;
  onCover: (cover: Cover) => void;
  /** Somebody signed in, here or in another window. */
  onSignedIn: (who: Extract<SignInNews, { type: "signed-in" }>) => void;
};

/**
 * Watches whether somebody is at this PC. Without input the page is covered, then the session ends,
 * here and on the server.
 *
 * @returns `uncover` when somebody is there again, `stop` when the page is left
 */
export function watchPresence({ limits, onCover, onSignedIn }: Watcher) {
  let cover: Cover = null;
  let input = moment();
  let reported = input;
  let told = input;

  function show(next: Cover) {
    if (next === cover) return;
    cover = next;
    onCover(next);
  }

  function uncover() {
    input = moment();
    show(null);
  }

  function look() {
    if (cover === "signed-out") return;
    const due = coverAfter(elapsedMs(input), limits());
    if (due) show(due);
    if (due === "signed-out") void endSession();
    else if (isReportDue(input, reported)) {
      reported = moment();
      void report();
    }
  }

  function onInput() {
    // The first move after a sleep must not undo the hours before it.
    look();
    if (cover !== null) return;
    input = moment();
    if (elapsedMs(told) < tellEveryMs) return;
    told = input;
    tell({ type: "input" });
  }

  function onKey(event: KeyboardEvent) {
    const before = cover;
    onInput();
    if (cover === null) return;
    // No key reaches what is covered. The one that lifts the veil does nothing else.
    event.stopImmediatePropagation();
    if (before !== "signed-out") event.preventDefault();
    if (before === "veil" && cover === "veil") {
      addEventListener("keyup", swallow, { capture: true, once: true });
      uncover();
    }
  }

  const stopHearing = onSignInNews((news) => {
    if (news.type === "signed-out") show("signed-out");
    else if (news.type === "signed-in") onSignedIn(news);
    else if (cover === null) input = moment();
  });
  const ending = new AbortController();
  const { signal } = ending;
  for (const name of pointerInputs) {
    addEventListener(name, onInput, { capture: true, passive: true, signal });
  }
  addEventListener("keydown", onKey, { capture: true, signal });
  addEventListener("focus", look, { signal });
  document.addEventListener("visibilitychange", look, { signal });
  const timer = setInterval(look, 1_000);

  return {
    uncover,
    isSignedOut: () => cover === "signed-out",
    stop: () => {
      stopHearing();
      clearInterval(timer);
      ending.abort();
    },
  };
}

function swallow(event: Event) {
  event.stopImmediatePropagation();
  event.preventDefault();
}

/** The server ends an idle session by itself as well, should this not reach it. */
async function endSession() {
  await post("/api/sign-out", { reason: "idle" });
  tellSignedOut();
}

async function report() {
  const answer = await post("/api/activity");
  if (answer?.status === 401) tellSignedOut();
}

/** @returns null when the server could not be reached */
export function post(path: string, body: object = {}): Promise<Response | null> {
  const headers = { "Content-Type": "application/json" };
  return fetch(path, { method: "POST", headers, body: JSON.stringify(body) }).catch(() => null);
}
