import { type Page, expect } from "@playwright/test";

/** Fails when the page is wider than the narrowest phone. */
export async function expectNoSideScroll(page: Page): Promise<void> {
  await page.setViewportSize({ width: 360, height: 740 });
  const widths = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
  expect(widths[0], "width of the content at 360 px").toBeLessThanOrEqual(widths[1] ?? 0);
}
