import { signIn } from "../support/signin.ts";
import { expect, test } from "../support/test.ts";

test("speaks Turkish to a Turkish browser and English to an English one", async ({ page, browser, baseURL }) => {
  await page.goto("/signin");
  await expect(page.locator("html")).toHaveAttribute("lang", "tr");
  const english = await browser.newContext({ baseURL, locale: "en-GB" });
  const other = await english.newPage();
  await other.goto("/signin");
  await expect(other.locator("html")).toHaveAttribute("lang", "en");
  await english.close();
});

test.describe(() => {
  // The page that is left behind may still ask for news when its session is gone.
  test.use({ expectedErrors: [/status of 401 .*\/events/] });

  test("signs in by username and by e-mail address", async ({ page, context, user }) => {
    for (const login of [user.login, user.email]) {
      await context.clearCookies();
      await signIn(page, { login, password: user.password });
      expect(new URL(page.url()).pathname).toBe(user.home);
    }
  });
});

test("keeps the name and forgets the password when they do not match", async ({ page, context, user }) => {
  await context.clearCookies();
  await page.goto("/signin");
  await page.locator("input[name=login]").fill(user.login);
  await page.locator("input[name=password]").fill("not the password");
  await page.locator("main form button[type=submit]").last().click();
  await expect(page.getByRole("alert")).toBeVisible();
  await expect(page.locator("input[name=login]")).toHaveValue(user.login);
  await expect(page.locator("input[name=password]")).toHaveValue("");
});

test("leads a stranger through sign-in to the page that was asked for", async ({ page, context, user }) => {
  await context.clearCookies();
  await page.goto(`${user.home}/members`);
  expect(new URL(page.url()).pathname).toBe("/signin");
  await page.locator("input[name=login]").fill(user.login);
  await page.locator("input[name=password]").fill(user.password);
  await page.locator("main form button[type=submit]").last().click();
  await page.waitForURL(`**${user.home}/members`);
});
