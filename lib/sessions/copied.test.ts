import { beforeEach, expect, it, vi } from "vitest";
import { noteCopied, takeBackCopied } from "./copied";

const window = new EventTarget();
let selection = "";

beforeEach(async () => {
  vi.stubGlobal("addEventListener", window.addEventListener.bind(window));
  vi.stubGlobal("getSelection", () => selection);
  await takeBackCopied(undefined, clipboardWith("", true));
});

/** A clipboard that may be looked at, or not. */
function clipboardWith(text: string, mayRead: boolean) {
  const clipboard = {
    text,
    read: async () => (mayRead ? clipboard.text : null),
    write: async (next: string) => {
      clipboard.text = next;
    },
  };
  return clipboard;
}

const hour = 3_600_000;
const link = "https://app.medblocks.com/c/abc";

it("takes a copied link off the clipboard, where it may look and finds it", async () => {
  const clipboard = clipboardWith(link, true);
  noteCopied("link-1", link, hour);
  window.dispatchEvent(new Event("blur"));

  await takeBackCopied("another", clipboard);
  expect(clipboard.text).toBe(link);
  await takeBackCopied("link-1", clipboard);
  expect(clipboard.text).toBe("");
});

it("leaves alone what somebody copied since", async () => {
  const clipboard = clipboardWith("a lab value", true);
  noteCopied("link-1", link, hour);
  await takeBackCopied(undefined, clipboard);
  expect(clipboard.text).toBe("a lab value");
});

it("may not look: then only a window that was never left is sure", async () => {
  const stayed = clipboardWith(link, false);
  noteCopied("link-1", link, hour);
  await takeBackCopied(undefined, stayed);
  expect(stayed.text).toBe("");

  const left = clipboardWith("a lab value", false);
  noteCopied("link-1", link, hour);
  window.dispatchEvent(new Event("blur"));
  await takeBackCopied(undefined, left);
  expect(left.text).toBe("a lab value");

  const copiedHere = clipboardWith("a name", false);
  noteCopied("link-1", link, hour);
  selection = "a name";
  window.dispatchEvent(new Event("copy"));
  await takeBackCopied(undefined, copiedHere);
  expect(copiedHere.text).toBe("a name");
});

it("takes back once", async () => {
  const clipboard = clipboardWith(link, true);
  noteCopied("link-1", link, hour);
  await takeBackCopied(undefined, clipboard);
  clipboard.text = link;
  await takeBackCopied(undefined, clipboard);
  expect(clipboard.text).toBe(link);
});
