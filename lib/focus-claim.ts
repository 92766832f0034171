/** How often somebody has pressed, clicked or typed something in this window. */
let deeds = 0;
let isCounting = false;

/** Gives an element the focus, unless somebody has done something since the claim was made. */
export type FocusClaim = (element: HTMLElement | null | undefined, options?: FocusOptions) => void;

/**
 * The focus belongs to the last thing that a person did. What comes later by itself, a card or an alert,
 * may take it for the press that asked for it, and no more once they have gone on to something else.
 * Where the focus is nowhere it takes nothing from anybody.
 *
 * @returns to be called as soon as the element is there
 */
export function claimFocus(): FocusClaim {
  countDeeds();
  const asked = deeds;
  return (element, options) => {
    if (deeds === asked || isNowhere(document.activeElement)) element?.focus(options);
  };
}

function countDeeds() {
  if (isCounting || typeof window === "undefined") return;
  isCounting = true;
  // First of all listeners: what a press asks for is claimed after it is counted.
  for (const name of ["keydown", "pointerdown", "click", "input"]) {
    addEventListener(name, count, { capture: true, passive: true });
  }
}

function count(event: Event) {
  // A key that is held down is one press, and Shift alone does nothing yet.
  const isMore = event instanceof KeyboardEvent && (event.repeat || modifiers.has(event.key));
  if (!isMore) deeds += 1;
}

const modifiers = new Set(["Shift", "Control", "Alt", "AltGraph", "Meta", "CapsLock"]);

function isNowhere(focused: Element | null): boolean {
  return focused === null || focused === document.body || focused === document.documentElement;
}
