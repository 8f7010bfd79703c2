import type { Page } from "@playwright/test";

export interface Credentials {
  /** Username or e-mail address. */
  login: string;
  password: string;
}

/** Signs in through the page, as a person would, in any language and with or without scripts. */
export async function signIn(page: Page, { login, password }: Credentials): Promise<void> {
  await page.goto("/signin");
  await page.locator("input[name=login]").fill(login);
  await page.locator("input[name=password]").fill(password);
  await page.locator("main form button[type=submit]").last().click();
  await page.waitForURL((url) => url.pathname !== "/signin");
}
