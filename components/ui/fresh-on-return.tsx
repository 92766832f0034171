"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

const shown = new Set<string>();

/**
 * On a page that says how things stand: brought back from the router's memory by Back, it is asked for
 * anew.
 *
 * @param rendering another one each time that the server makes the page
 */
export function FreshOnReturn({ rendering }: { rendering: string }) {
  const { refresh } = useRouter();
  useEffect(() => {
    if (shown.has(rendering)) refresh();
    shown.add(rendering);
  }, [rendering, refresh]);
  return null;
}
