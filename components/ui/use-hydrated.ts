"use client";

import { useSyncExternalStore } from "react";

const never = () => () => {};

/** False on the server and until the page can react to a press. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
