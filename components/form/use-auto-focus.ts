import { useEffect, useState } from "react";
import { useHydrated } from "@/components/ui/use-hydrated";
import { claimFocus } from "@/lib/focus-claim";

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
