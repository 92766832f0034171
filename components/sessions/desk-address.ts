"use client";

import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";
import { reloadPage } from "@/lib/page-age";

/** Changes the address without leaving the page; a reload shows the same, Back the one before. */
export function goTo(path: string) {
  if (location.pathname === path) return;
  history.pushState({ madeByLoad: performance.timeOrigin }, "", path);
}

/** Our id of the link in the address; empty when it is that of a new link. */
export function useShownId(): string {
  return /^\/sessions\/([^/]+)$/.exec(usePathname())?.[1] ?? "";
}

/**
 * Loads the page again when Back, Forward or a scan lead to a card that only the server still knows.
 *
 * @param isLost the address names a link, and its card is not at hand
 * @param hasEntries whether something is typed, which is there again then
 */
export function useReloadWhenLost(isLost: boolean, hasEntries: () => boolean) {
  const latest = useRef(hasEntries);
  useEffect(() => {
    latest.current = hasEntries;
  });
  useEffect(() => {
    if (!isLost) return;
    if (latest.current()) void reloadPage().then((reloads) => reloads || location.reload());
    else location.reload();
  }, [isLost]);

  useEffect(() => {
    // Before the router hears of it: it takes an address from before a reload for one of its own
    // routes, and waits for it for ever.
    function onPopState(event: PopStateEvent) {
      const load: unknown = event.state?.madeByLoad ?? performance.timeOrigin;
      if (load === performance.timeOrigin) return;
      event.stopImmediatePropagation();
      location.reload();
    }
    addEventListener("popstate", onPopState, { capture: true });
    return () => removeEventListener("popstate", onPopState, { capture: true });
  }, []);
}
