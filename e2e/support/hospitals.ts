import { expect, type Page } from "@playwright/test";
import { z } from "zod";

const foundSchema = z.object({ sources: z.array(z.object({ id: z.string(), name: z.string() })) });

/** The input of the hospital picker, in either mode. */
export function picker(page: Page) {
  return page.getByRole("combobox", { name: /^(Add a|Choose the) hospital$/ });
}

export function option(page: Page, name: string) {
  return page.getByRole("option", { name });
}

export function chips(page: Page) {
  return page.getByRole("list", { name: "Chosen hospitals" }).getByRole("listitem");
}

/** The id of a hospital, as the picker's own search has it. */
export async function sourceId(page: Page, name: string): Promise<string> {
  const answer = await page.request.get(`/api/sources?q=${encodeURIComponent(name)}`);
  const { sources } = foundSchema.parse(await answer.json());
  const found = sources.find((source) => source.name === name);
  if (!found) throw new Error(`The catalog has no ${name}`);
  return found.id;
}

/** Finds a hospital by its name and chooses it with the mouse. */
export async function choose(page: Page, name: string) {
  await picker(page).fill(name);
  await option(page, name).click();
}

/** Chooses one that becomes a chip. */
export async function add(page: Page, name: string) {
  await choose(page, name);
  await expect(page.getByRole("button", { name: `Remove ${name}` })).toBeVisible();
}

/** The option on the page that the focused input says is the active one. */
export function activeOption(page: Page): Promise<string | null> {
  return page.evaluate(() => {
    const id = document.activeElement?.getAttribute("aria-activedescendant");
    const active = id ? document.getElementById(id) : null;
    return active?.matches('[role="option"][aria-selected="true"]') ? active.textContent : null;
  });
}

/** What the picker's status says from now on, in order. */
export async function listen(page: Page): Promise<() => Promise<string[]>> {
  const status = page.getByRole("group", { name: "Hospitals" }).getByRole("status");
  await expect(status).toHaveCount(1);
  const heard = await status.evaluateHandle((element) => {
    const sentences: string[] = [];
    new MutationObserver(() => sentences.push(element.textContent ?? "")).observe(element, {
      childList: true,
      characterData: true,
      subtree: true,
    });
    return sentences;
  });
  return () => heard.jsonValue();
}
