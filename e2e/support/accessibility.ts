import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "wcag2aaa"];

/**
 * Nothing on the page breaks a WCAG 2.2 rule that a program can check, AAA included.
 *
 * @param withoutRules rules that are wrong here, such as `color-contrast` under forced colours
 */
export async function expectNoAxeViolations(page: Page, withoutRules: string[] = []) {
  await expectNone(page, (axe) => axe.withTags(tags).disableRules(withoutRules));
}

/**
 * The same in both themes, with landmarks and the order of headings. Only colours differ between
 * the themes, so only they are looked at twice.
 */
export async function expectNoAxeViolationsInEitherTheme(page: Page) {
  await page.emulateMedia({ colorScheme: "light" });
  await expectNone(page, (axe) => axe.withTags([...tags, "best-practice"]));
  await page.emulateMedia({ colorScheme: "dark" });
  const contrast = ["color-contrast", "color-contrast-enhanced"];
  await expectNone(page, (axe) => axe.withRules(contrast));
}

async function expectNone(page: Page, choose: (axe: AxeBuilder) => AxeBuilder) {
  // Half-way from one colour to the other nothing has the contrast it will have.
  await page.evaluate(() =>
    Promise.allSettled(document.getAnimations().map(({ finished }) => finished)),
  );
  const { violations } = await choose(new AxeBuilder({ page })).analyze();
  const found = violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help} (${node.target.join(" ")})`),
  );
  expect(found).toEqual([]);
}
