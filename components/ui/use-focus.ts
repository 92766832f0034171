import { type RefObject, useEffect, useRef, useState } from "react";
import { claimFocus, type FocusClaim } from "@/lib/focus-claim";
import { useHydrated } from "./use-hydrated";

/**
 * For what takes the focus as it appears.
 *
 * @param asked made with the press that it answers, when that may be a while ago; null: not this time
 */
export function useFocusOnMount<Focused extends HTMLElement>(
  asked?: FocusClaim | null,
): RefObject<Focused | null> {
  const element = useRef<Focused>(null);
  const [claim] = useState(() => (asked === undefined ? claimFocus() : asked));
  useEffect(() => claim?.(element.current), [claim]);
  return element;
}

/**
 * Puts the focus into a field as it appears.
 *
 * @returns props of the field: on the page as the server sends it the browser does it, before any script
 *   and unless somebody was faster
 */
export function useAutoFocus(id: string, wanted: boolean): { autoFocus: boolean } {
  const hydrated = useHydrated();
  const [claim] = useState(() => (wanted && hydrated ? claimFocus() : null));
  useEffect(() => claim?.(document.getElementById(id)), [claim, id]);
  return { autoFocus: wanted && !hydrated };
}

/** Puts the focus on the element with the given id as soon as it is there. */
export function useFocusAfterRender(): (elementId: string) => void {
  const next = useRef<{ elementId: string; asked: FocusClaim } | null>(null);
  useEffect(() => {
    const element = next.current && document.getElementById(next.current.elementId);
    if (!element) return;
    next.current?.asked(element);
    next.current = null;
  });
  return (elementId) => {
    next.current = { elementId, asked: claimFocus() };
  };
}
