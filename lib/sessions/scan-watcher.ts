import { hearKeys } from "./key-ear";
import { findLinkRow, lookingForRow } from "./link-row";
import { type KeyPress, listenForScans, quietMs } from "./scan";
import { notAnId, type Scanned, whatWasScanned } from "./what-was-scanned";

/** A code that was scanned. What the fields held before it, they hold again. */
export type Scan = {
  /** What a patient's record number may be; null: it is none, and `words` say what it is and what to do. */
  id: string | null;
  words: string;
  /** It is a patient's link: looks for its row. Null: it is none. */
  findRow: (() => ReturnType<typeof findLinkRow>) | null;
  /** The scanner said that this is all of it. */
  ended: boolean;
  /** The page could not react yet: its characters stand where they were typed. */
  early: boolean;
};

/** Holds text or a choice that a scanner may change. */
type Box = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** They open records, or tell of somebody, wherever they are put. */
const secrets: Scanned["kind"][] = ["hosted-link", "health-card", "driving-licence"];

/**
 * Listens for scans anywhere on the page, except in passwords, in dialogs that ask for something, and where
 * `data-scans="own"` says that a code may be meant for that field.
 *
 * @param missed keys that were pressed since the page could be typed into, oldest first
 * @returns the way to end it
 */
export function watchScans(onScan: (scan: Scan) => void, missed: KeyboardEvent[]): () => void {
  const scans = listenForScans();
  const before = new Map<Box, { value: string; caret: number | null }>();
  const pressedAgain = new WeakSet<Event>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let lastTarget: EventTarget | null = null;

  function hear(event: KeyboardEvent) {
    const box = document.activeElement;
    if (pressedAgain.has(event) || isOwn(box)) return;
    clearTimeout(timer);
    timer = setTimeout(over, quietMs);
    const heard = scans.hear(pressOf(event));
    if (heard === "scan-broken") over();
    if (heard === "first") before.clear();
    if (heard === "first" || heard === "typing" || heard === "scan-broken") {
      // Until it is known whose key that was.
      if (isBox(box) && !before.has(box)) before.set(box, contentOf(box));
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    lastTarget = event.target;
    if (heard === "scan-begins") for (const [held, { value }] of before) setValue(held, value);
  }

  function over() {
    clearTimeout(timer);
    const run = scans.over();
    if (run?.kind === "enter") pressEnterAgain();
    if (run?.kind !== "scan") return;
    const [first] = before;
    before.clear();
    const scan = scanOf(run, false);
    const [box, { value, caret }] = first ?? [null, { value: "", caret: 0 }];
    // Not said to be all of it: in a field of its own it may be a text that a program types.
    if (!scan.ended && box && box.id !== "patientId" && scan.id !== null) {
      const at = caret ?? value.length;
      setValue(box, value.slice(0, at) + run.text + value.slice(at));
    } else onScan(scan);
  }

  /** It was held back, and nothing came after it. */
  function pressEnterAgain() {
    const enter = new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true });
    pressedAgain.add(enter);
    if (!lastTarget?.dispatchEvent(enter)) return;
    if (lastTarget instanceof HTMLInputElement) lastTarget.form?.requestSubmit();
  }

  /** What a scanner typed stands in the fields already; all that is left is to say what it was. */
  function takeMissed() {
    for (const event of missed) scans.hear(pressOf(event));
    const run = scans.over();
    if (run?.kind !== "scan") return;
    for (const box of new Set(missed.map(({ target }) => target))) {
      if (!isBox(box) || box.id === "patientId" || !box.value.endsWith(run.text)) continue;
      setValue(box, box.value.slice(0, -run.text.length));
    }
    onScan(scanOf(run, true));
  }

  /** However it came there: typed, pasted, dropped. */
  function refuseSecret(box: unknown) {
    if (!isBox(box) || isOwn(box)) return;
    const text = box.value;
    if (!secrets.includes(whatWasScanned(text).kind)) return;
    setValue(box, "");
    onScan(scanOf({ text, ended: false }, false));
  }
  const onInput = ({ target }: Event) => refuseSecret(target);
  // A scan may have paused. Who presses something in between has gone on.
  const onPress = () => scans.begin();

  takeMissed();
  refuseSecret(document.activeElement);
  const { stop } = hearKeys(hear);
  addEventListener("input", onInput);
  addEventListener("pointerdown", onPress, { capture: true });
  return () => {
    clearTimeout(timer);
    stop();
    removeEventListener("input", onInput);
    removeEventListener("pointerdown", onPress, { capture: true });
  };
}

function scanOf({ text, ended }: { text: string; ended: boolean }, early: boolean): Scan {
  const what = whatWasScanned(text);
  if (what.kind === "id") return { id: text.trim(), words: "", findRow: null, ended, early };
  if (what.kind !== "hosted-link") {
    return { id: null, words: notAnId[what.kind], findRow: null, ended, early };
  }
  const findRow = () => findLinkRow(what.token);
  return { id: null, words: lookingForRow, findRow, ended, early };
}

function pressOf(event: KeyboardEvent): KeyPress {
  const { key, repeat, timeStamp, isComposing, ctrlKey, metaKey, altKey } = event;
  const command = (ctrlKey || metaKey || altKey) && !event.getModifierState("AltGraph");
  return { key, repeat, timeStamp, isComposing, command };
}

function isBox(element: unknown): element is Box {
  return (
    element instanceof HTMLInputElement ||
    element instanceof HTMLTextAreaElement ||
    element instanceof HTMLSelectElement
  );
}

/** Where a code may be meant for what has the focus, or nobody must know what is typed. */
function isOwn(element: Element | null): boolean {
  if (!isBox(element)) return false;
  return element.type === "password" || element.closest("dialog:modal, [data-scans=own]") !== null;
}

function contentOf(box: Box) {
  // A field for an email address tells no caret.
  return { value: box.value, caret: "selectionStart" in box ? box.selectionStart : null };
}

/** As if a person had changed it: whatever listens to the field hears of it. */
function setValue(box: Box, value: string) {
  if (box.value === value) return;
  const name = box instanceof HTMLSelectElement ? "change" : "input";
  // React keeps the last value that it has seen by the element's own property.
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(box), "value")?.set?.call(box, value);
  box.dispatchEvent(new Event(name, { bubbles: true }));
}
