import type { Locator } from "@playwright/test";

/** What the live regions inside `place` say from now on, in order. */
export async function listen(place: Locator): Promise<() => Promise<string[]>> {
  const heard = await place.evaluateHandle((root) => {
    const sentences: string[] = [];
    function regionOf(node: Node) {
      const element = node instanceof Element ? node : node.parentElement;
      const region = element?.closest('[aria-live], [role="status"], [role="alert"]');
      return region?.getAttribute("aria-live") === "off" ? null : region;
    }
    new MutationObserver((changes) => {
      for (const region of new Set(changes.map(({ target }) => regionOf(target)))) {
        if (region?.textContent) sentences.push(region.textContent);
      }
    }).observe(root, { childList: true, characterData: true, subtree: true });
    return sentences;
  });
  return () => heard.jsonValue();
}
