import { onSignInNews } from "@/lib/staff/sign-in-news";

/** What this window put on the clipboard last, and has not taken back. */
type Copied = {
  sessionId: string;
  text: string;
  /** False from the moment when somebody else may have copied something. */
  isSurelyThere: boolean;
};

/** The types know those permissions only that every browser has. */
type AnyPermissions = { query(wanted: { name: string }): Promise<{ state: string }> };

/** The part of a browser's clipboard that is needed; tests pass their own. */
export type ClipboardAccess = {
  /** Null: this browser does not let us look without asking. */
  read: () => Promise<string | null>;
  write: (text: string) => Promise<void>;
};

const longestLifetimeMs = 24 * 60 * 60_000;

let copied: Copied | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;
let isWatching = false;

/**
 * To be called when a link was copied, alone or in a message: it is taken off the clipboard again
 * when the link ends, or when somebody signs out.
 *
 * @param worksForMs how long the link still works; a day, which is the most, when it is not known
 */
export function noteCopied(
  sessionId: string,
  text: string,
  worksForMs: number = longestLifetimeMs,
): void {
  copied = { sessionId, text, isSurelyThere: true };
  clearTimeout(timer);
  timer = setTimeout(() => void takeBackCopied(), worksForMs);
  watch();
}

/**
 * Empties the clipboard if what this window copied is still on it. What somebody copied since is
 * theirs and stays: where we may not look, only a window that was never left can be sure.
 *
 * @param sessionId only if it was this link; any when it is left out
 */
export async function takeBackCopied(
  sessionId?: string,
  clipboard: ClipboardAccess = browserClipboard,
): Promise<void> {
  if (!copied || (sessionId !== undefined && copied.sessionId !== sessionId)) return;
  const { text, isSurelyThere } = copied;
  copied = null;
  clearTimeout(timer);
  const found = await clipboard.read();
  const isThere = found === null ? isSurelyThere : found === text;
  if (isThere) await clipboard.write("").catch(() => {});
}

function watch() {
  if (isWatching) return;
  isWatching = true;
  addEventListener("blur", () => {
    if (copied) copied.isSurelyThere = false;
  });
  for (const by of ["copy", "cut"] as const) {
    addEventListener(by, () => {
      if (copied && String(getSelection()) !== copied.text) copied = null;
    });
  }
  onSignInNews((news) => news.type === "signed-out" && void takeBackCopied());
}

const browserClipboard: ClipboardAccess = {
  async read() {
    try {
      // Not every browser knows this permission, and none is asked of the desk.
      const permissions: AnyPermissions = navigator.permissions;
      const { state } = await permissions.query({ name: "clipboard-read" });
      return state === "granted" ? await navigator.clipboard.readText() : null;
    } catch {
      return null;
    }
  },
  write: (text) => navigator.clipboard.writeText(text),
};
