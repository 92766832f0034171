/** What is set for one PC, in its browser only. */
const keys = {
  shortcuts: "connect-desk.shortcuts",
  own: "connect-desk.own-pc",
  scan: "connect-desk.stay-after-scan",
  sound: "connect-desk.finish-sound",
} as const;

/** Whether this PC wants the function keys; on unless switched off, or when storage is blocked. */
export function shortcutsOn(): boolean {
  return read(keys.shortcuts) !== "off";
}

export function setShortcuts(on: boolean): void {
  write(keys.shortcuts, on ? "on" : "off");
}

/** Whether several people use this PC, so that it covers patients' details; so until somebody says no. */
export function isSharedPc(): boolean {
  return read(keys.own) !== "on";
}

export function setSharedPc(shared: boolean): void {
  write(keys.own, shared ? "off" : "on");
}

/** Whether a scan only fills in the patient ID and goes on to the name, instead of making the link. */
export function staysAfterScan(): boolean {
  return read(keys.scan) === "on";
}

export function setStaysAfterScan(stays: boolean): void {
  write(keys.scan, stays ? "on" : "off");
}

/** Whether this PC makes a short sound when a patient finishes; off unless switched on. */
export function soundOn(): boolean {
  return read(keys.sound) === "on";
}

export function setSound(on: boolean): void {
  write(keys.sound, on ? "on" : "off");
}

const listeners = new Set<() => void>();

/** Calls `listener` when one of these changes, in this tab or another. @returns the way to end it */
export function onThisPcChange(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    removeEventListener("storage", listener);
  };
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // A browser that stores nothing keeps to what was agreed for all.
  }
  for (const listener of listeners) listener();
}
