"use client";

import { useEffectEvent, useLayoutEffect } from "react";
import { shortcutsOn } from "@/lib/settings/this-pc";

/** Keys that act anywhere on the page. Function keys, and Ctrl or ⌘ with another: a letter alone never acts. */
type ShortcutKey = "F2" | "F4" | "F8" | "Ctrl+Enter" | "Ctrl+P";

/** Runs `actions` on their keys while mounted, unless shortcuts are switched off on this PC. */
export function useShortcuts(actions: Partial<Record<ShortcutKey, () => void>>) {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    const key = keyOf(event);
    const act = key && actions[key];
    if (!act || !shortcutsOn()) return;
    const dialog = document.querySelector<HTMLDialogElement>("dialog:modal");
    // What stands behind a dialog is out of reach; only the next patient is more important.
    if (dialog && key !== "F2") return;
    dialog?.close();
    event.preventDefault();
    act();
  });

  // Before the page is painted: who sees the card and presses at once is heard.
  useLayoutEffect(() => {
    const listener = (event: KeyboardEvent) => onKeyDown(event);
    addEventListener("keydown", listener);
    return () => removeEventListener("keydown", listener);
  }, []);
}

function keyOf({ key, ctrlKey, metaKey, altKey, shiftKey, repeat }: KeyboardEvent) {
  if (altKey || shiftKey || repeat) return null;
  const withControl = ctrlKey || metaKey;
  if (key === "Enter") return withControl ? "Ctrl+Enter" : null;
  if (key === "p" || key === "P") return withControl ? "Ctrl+P" : null;
  if (key === "F2" || key === "F4" || key === "F8") return withControl ? null : key;
  return null;
}
