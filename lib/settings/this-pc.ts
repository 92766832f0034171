import { asPaperSize, type PaperSize } from "@/lib/patients/paper";
import { readStored, store } from "@/lib/storage";

/** What is set for one PC, in its browser only; one that stores nothing keeps to what is agreed for all. */
const keys = {
  shortcuts: "shortcuts",
  own: "own-pc",
  scan: "stay-after-scan",
  sound: "finish-sound",
  paper: "paper",
} as const;

/** Whether this PC wants the function keys; on unless switched off, or when storage is blocked. */
export function shortcutsOn(): boolean {
  return readStored(keys.shortcuts) !== "off";
}

export function setShortcuts(on: boolean): void {
  write(keys.shortcuts, on ? "on" : "off");
}

/** Whether several people use this PC, so that it covers patients' details; so until somebody says no. */
export function isSharedPc(): boolean {
  return readStored(keys.own) !== "on";
}

export function setSharedPc(shared: boolean): void {
  write(keys.own, shared ? "off" : "on");
}

/** Whether a scan only fills in the patient ID and goes on to the name, instead of making the link. */
export function staysAfterScan(): boolean {
  return readStored(keys.scan) === "on";
}

export function setStaysAfterScan(stays: boolean): void {
  write(keys.scan, stays ? "on" : "off");
}

/** Whether this PC makes a short sound when a patient finishes; off unless switched on. */
export function soundOn(): boolean {
  return readStored(keys.sound) === "on";
}

export function setSound(on: boolean): void {
  write(keys.sound, on ? "on" : "off");
}

/** What the printer of this PC has in it, as it was chosen last. */
export function paperOfThisPc(): PaperSize {
  return asPaperSize(readStored(keys.paper)) ?? "a6";
}

export function setPaperOfThisPc(size: PaperSize): void {
  write(keys.paper, size);
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

function write(key: string, value: string): void {
  store(key, value);
  for (const listener of listeners) listener();
}
