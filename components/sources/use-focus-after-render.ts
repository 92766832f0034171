import { useEffect, useRef } from "react";
import { claimFocus, type FocusClaim } from "@/lib/focus-claim";

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
