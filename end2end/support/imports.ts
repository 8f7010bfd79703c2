import { type APIRequestContext, type Locator, type Page, expect } from "@playwright/test";

import { ask } from "./calls.ts";
import type { ListFile } from "./lists.ts";
import type { User } from "./user.ts";

/** Opens the page and puts a list into its field. */
export async function choose(page: Page, user: User, file: ListFile): Promise<void> {
  await page.goto(`${user.home}/contacts/import`);
  await page.locator("input[type=file]").setInputFiles(file);
}

/** Uploads a list that can be read. */
export async function upload(page: Page, user: User, file: ListFile): Promise<void> {
  await choose(page, user, file);
  await page.getByRole("button", { name: "Yükle ve bak" }).click();
  await page.waitForURL(/\/contacts\/import\/imp_\w+$/);
  await expect(page.getByRole("button", { name: "Listeyi al" })).toBeVisible();
}

/** Starts the list on the page and waits for its end. */
export async function takeIn(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Listeyi al" }).click();
  await expect(page.getByText("Listenin tümüne bakıldı.")).toBeVisible({ timeout: 20_000 });
}

/** The table that shows how the first rows would come in. */
export function firstRows(page: Page): Locator {
  return page.getByRole("table", { name: "İlk satırlar böyle alınacak" });
}

/** A number of the result. */
export function tile(page: Page, name: string): Locator {
  return page.locator("dl.tiles .tile", { has: page.locator("dt", { hasText: name }) }).locator("dd").first();
}

/** How many people a company has. */
export async function peopleOf(request: APIRequestContext, user: User): Promise<number> {
  return (await ask<{ total: number }>(request, user, "contacts/list")).total;
}
