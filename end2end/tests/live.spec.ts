import { expect, test } from "../support/test.ts";

/** Pages of a company that the side bar leads to, below its address. */
const PLACES = ["/send", "/messages", "/campaigns", "/providers", "/members", "/company", ""];
/** What a page complains about when the server drew it otherwise than the browser would. */
const MISMATCH = /hydrat|panicked|unreachable/i;

test("pages follow each other without a load, and each is taken up as it was drawn @hydrated", async ({ page, user }) => {
  const said: string[] = [];
  page.on("console", (message) => said.push(message.text()));
  for (const below of PLACES) {
    await page.goto(user.home + below, { waitUntil: "networkidle" });
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  }
  await page.evaluate(() => Object.assign(window, { kept: true }));
  for (const below of PLACES) {
    await page.locator(`nav.side a[href="${user.home}${below}"]`).last().click();
    await expect(page).toHaveURL(user.home + below);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.locator("main .sk-rows")).toHaveCount(0);
  }
  expect(await page.evaluate(() => "kept" in window), "whether the document is still the first").toBe(true);
  expect(said.filter((text) => MISMATCH.test(text))).toEqual([]);
});

test("a page without WASM is loaded in full from one with it @hydrated", async ({ page, user }) => {
  await page.goto(user.home, { waitUntil: "networkidle" });
  await page.evaluate(() => Object.assign(window, { kept: true }));
  await page.locator("details.menu summary").first().click();
  await page.locator('a[href="/companies/new"]').click();
  await expect(page).toHaveURL(/\/companies\/new$/);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  expect(await page.evaluate(() => "kept" in window)).toBe(false);
});

test.describe("forms", () => {
  // The browser reports every refused request; this one is refused on purpose.
  test.use({ expectedErrors: [/status of 422/] });

  test("a form tells in place what is wrong and what was done @hydrated", async ({ page, user }) => {
    await page.goto(`${user.home}/company`, { waitUntil: "networkidle" });
    await page.locator("#name").fill("");
    await page.locator(".form-end button[type=submit]").click();
    await expect(page.locator("#name")).toHaveAttribute("aria-invalid", "true");
    await page.locator("#name").fill(user.companyName);
    await page.locator(".form-end button[type=submit]").click();
    await expect(page.locator("p.done")).toBeVisible();
    await expect(page).toHaveURL(`${user.home}/company`);
  });
});
