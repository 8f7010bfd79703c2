import { expectAccessible } from "../support/axe.ts";
import { expect, test } from "../support/test.ts";
import { load } from "../support/traffic.ts";

test("needs no WASM and at most 60 KB to sign in", async ({ page }) => {
  const traffic = await load(page, "/signin");
  expect(traffic.paths).toContain("/signin");
  expect(traffic.paths.filter((path) => path.endsWith(".wasm"))).toEqual([]);
  expect(traffic.bytes).toBeGreaterThan(0);
  expect(traffic.bytes).toBeLessThanOrEqual(60_000);
});

test("shows the sign-in page in Turkish, accessibly", async ({ page }) => {
  await page.goto("/signin");
  await expect(page.locator("html")).toHaveAttribute("lang", "tr");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expectAccessible(page);
});
