import { useEffect, useRef } from "react";

/** Puts the focus on the element with the given id as soon as it is there. */
export function useFocusAfterRender(): (elementId: string) => void {
  const next = useRef<string | null>(null);
  useEffect(() => {
    const element = next.current && document.getElementById(next.current);
    if (!element) return;
    next.current = null;
    element.focus();
  });
  return (elementId) => {
    next.current = elementId;
  };
}
