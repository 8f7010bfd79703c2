import { type Locator, type Page, expect } from "@playwright/test";

const ALL = 45_000;

/** Waits for what a page shows by itself where scripts run, and when it is asked for again where none do. */
export async function expectInTime(page: Page, seen: Locator, hydrated: boolean): Promise<void> {
  if (hydrated) return expect(seen).toBeVisible({ timeout: ALL });
  await expect(async () => {
    await page.reload();
    await expect(seen).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: ALL, intervals: [1_000] });
}
