import { type APIRequestContext, type BrowserContext, type Page, expect } from "@playwright/test";

import { post, tell } from "./calls.ts";
import type { User } from "./user.ts";

/** Makes a second company of the same person and comes back to the first; the person as its member. */
export async function secondCompany(request: APIRequestContext, user: User): Promise<User> {
  const companyName = `İkinci ${user.companyName}`;
  const made = await post(request, user, "companies/create", { name: companyName });
  expect(made.status(), await made.text()).toBe(200);
  await tell(request, user, "session/switch-company", {});
  return { ...user, companyName, home: made.headers().location ?? "" };
}

/** Goes to another company of the person, in a tab beside the page. */
export async function switchInAnotherTab(context: BrowserContext, user: User, other: User): Promise<void> {
  const tab = await context.newPage();
  await tab.goto(user.home);
  await tab.locator("details.menu summary").first().click();
  await tab.getByRole("button", { name: other.companyName }).click();
  await tab.waitForURL(`**${other.home}`);
  await tab.close();
}

/** The form says it where scripts run; without them the page does, for it belongs to another company now. */
export async function expectStale(page: Page, hydrated: boolean): Promise<void> {
  if (hydrated) {
    const words = "Bu sekme başka bir şirkette açılmıştı. Hiçbir şey yapılmadı; şirketi seçip yeniden deneyin.";
    await expect(page.getByRole("alert").filter({ hasText: words })).toBeVisible();
  } else {
    await expect(page.getByRole("heading", { name: "Bu sayfa başka bir şirketin" })).toBeVisible();
    await expect(page.getByText("Yanlış şirkette işlem yapılmasın diye hiçbir şey yapmadık.")).toBeVisible();
  }
}
