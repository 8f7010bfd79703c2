import { expectAccessible } from "../support/axe.ts";
import { expectNoSideScroll } from "../support/layout.ts";
import { expect, test } from "../support/test.ts";
import { load } from "../support/traffic.ts";

/** Pages for everybody: no WASM, at most 60 KB. */
const LIGHT = ["/signin", "/reset", "/policies/terms", "/policies/clarification"];
/** Pages of a company, below its address; each that exists stands here. */
const COMPANY = ["", "/company", "/members", "/members/invite", "/account"];

for (const path of LIGHT) {
  test(`${path} is accessible, fits a phone, and needs no WASM`, async ({ page, hydrated }) => {
    const { paths, bytes } = await load(page, path);
    expect(paths).toContain(path);
    expect(paths.filter((fetched) => fetched.endsWith(".wasm"))).toEqual([]);
    expect(bytes).toBeGreaterThan(0);
    expect(bytes).toBeLessThanOrEqual(60_000);
    await expectGood(page, hydrated);
  });
}

for (const below of COMPANY) {
  test(`the company's page "${below}" is accessible and fits a phone`, async ({ page, user, hydrated }) => {
    const { paths } = await load(page, user.home + below);
    // Without scripts the document's preload hint still fetches it.
    if (hydrated) expect(paths.some((fetched) => fetched.endsWith(".wasm"))).toBe(true);
    await expectGood(page, hydrated);
  });
}

// Without scripts the document is the same; it is measured where scripts run.
async function expectGood(page: Parameters<typeof expectAccessible>[0], hydrated: boolean): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  if (!hydrated) return;
  await expectAccessible(page);
  await expectNoSideScroll(page);
}
