import type { Page } from "@playwright/test";

/** How scanners end a code. */
export type Suffix = "Enter" | "Tab" | "Ctrl+J" | "none";

/**
 * As a wedge scanner does it: key by key into whatever has the focus, at once. Within the page, because a
 * key that comes from outside may take longer than that on a busy machine.
 */
export async function scan(page: Page, code: string, suffix: Suffix = "Enter") {
  await page.evaluate(
    ([text, suffix]) => {
      const press = (key: string, ctrlKey = false) =>
        (document.activeElement ?? document.body).dispatchEvent(
          new KeyboardEvent("keydown", { key, ctrlKey, bubbles: true, cancelable: true }),
        );
      for (const key of text) {
        const isLine = key === "\n";
        if (press(isLine ? "Enter" : key) && !isLine) {
          document.execCommand("insertText", false, key);
        }
      }
      if (suffix === "Ctrl+J") press("j", true);
      else if (suffix !== "none" && press(suffix) && suffix === "Enter") {
        const field = document.activeElement;
        const button =
          field instanceof HTMLInputElement
            ? field.form?.querySelector<HTMLButtonElement>("[type=submit]")
            : null;
        // As a browser does: a button that is disabled sends nothing.
        button?.click();
      }
    },
    [code, suffix] as const,
  );
}
