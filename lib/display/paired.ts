const key = "connect-desk.display-paired";

/**
 * Whether this PC has a patient's screen on another device, as far as this browser remembers: only
 * then is the server asked to show something there. What counts is its cookie.
 */
export function isPaired(): boolean {
  try {
    return localStorage.getItem(key) === "yes";
  } catch {
    return false;
  }
}

export function rememberPaired(paired: boolean): void {
  try {
    if (paired) localStorage.setItem(key, "yes");
    else localStorage.removeItem(key);
  } catch {
    // A browser that stores nothing has no screen on another device either.
  }
}
