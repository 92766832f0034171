import { type RefObject, useEffect, useRef, useState } from "react";
import { claimFocus, type FocusClaim } from "@/lib/focus-claim";

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
