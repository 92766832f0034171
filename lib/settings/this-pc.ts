const shortcutsKey = "connect-desk.shortcuts";

/** Whether this PC wants the function keys; on unless switched off, or when storage is blocked. */
export function shortcutsOn(): boolean {
  try {
    return localStorage.getItem(shortcutsKey) !== "off";
  } catch {
    return true;
  }
}

/** Remembered in this browser only. */
export function setShortcuts(on: boolean): void {
  try {
    localStorage.setItem(shortcutsKey, on ? "on" : "off");
  } catch {
    // A browser that stores nothing keeps the keys on.
  }
}
