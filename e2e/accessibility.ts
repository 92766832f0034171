import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "wcag2aaa"];

/**
 * Nothing on the page breaks a WCAG 2.2 rule that a program can check, AAA included.
 *
 * @param withoutRules rules that are wrong here, such as `color-contrast` under forced colours
 */
export async function expectNoAxeViolations(page: Page, withoutRules: string[] = []) {
  const { violations } = await new AxeBuilder({ page })
    .withTags(tags)
    .disableRules(withoutRules)
    .analyze();
  const found = violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help} (${node.target.join(" ")})`),
  );
  expect(found).toEqual([]);
}
