import type { APIRequestContext, BrowserContext, Page } from "@playwright/test";

import { ask } from "../support/calls.ts";
import { expectStale, secondCompany, switchInAnotherTab } from "../support/companies.ts";
import { choose } from "../support/imports.ts";
import { csv } from "../support/lists.ts";
import { connect } from "../support/sending.ts";
import { expect, test } from "../support/test.ts";
import type { User } from "../support/user.ts";

// What is sent from a tab of another company is a 409; the browser's console mentions it.
test.use({ expectedErrors: [/status of 409/] });

test("a card from a tab of another company is saved nowhere, and stays typed", async ({ page, context, user, hydrated }) => {
  const other = await secondCompany(context.request, user);
  await page.goto(`${user.home}/contacts/new`, { waitUntil: "networkidle" });
  await page.getByLabel("Ad", { exact: true }).fill("Ayşe");
  await page.getByLabel("Telefonlar").fill("0532 555 01 83");
  await switchInAnotherTab(context, user, other);
  await page.getByRole("button", { name: "Kaydet" }).click();
  await expectStale(page, hydrated);
  expect(await peopleOf(context.request, other)).toBe(0);
  await comeBack(page, context, user, other, hydrated);
  await expect(page.getByLabel("Ad", { exact: true })).toHaveValue("Ayşe");
  await expect(page.getByLabel("Telefonlar")).toHaveValue("0532 555 01 83");
  expect(await peopleOf(context.request, user)).toBe(0);
  await page.getByRole("button", { name: "Kaydet" }).click();
  await page.waitForURL(/\/contacts\/con_\w+$/);
  expect(await peopleOf(context.request, user)).toBe(1);
});

test("an account's password from a tab of another company is kept nowhere", async ({ page, context, user, hydrated }) => {
  const other = await secondCompany(context.request, user);
  const account = await connect(context.request, user, "netgsm");
  await page.goto(`${user.home}/providers/${account}`, { waitUntil: "networkidle" });
  const settings = page.getByRole("region", { name: "Ayarlar" });
  await settings.getByLabel("API kullanıcı kodu").fill("8507654321");
  await settings.getByLabel("API şifresi").fill("another-password");
  await switchInAnotherTab(context, user, other);
  await settings.getByRole("button", { name: "Kaydet" }).click();
  await expectStale(page, hydrated);
  expect(await ask(context.request, other, "accounts/list")).toEqual([]);
  await comeBack(page, context, user, other, hydrated);
  await expect(settings.getByLabel("API kullanıcı kodu")).toHaveValue("8507654321");
  // The browser keeps it where the page stayed; the server never does.
  if (!hydrated) await expect(settings.getByLabel("API şifresi")).toHaveValue("");
  const { values } = await ask<{ values: Record<string, string> }>(context.request, user, "accounts/get", { account });
  expect(values.usercode).toBe("8501234567");
});

test("a list from a tab of another company is uploaded nowhere", async ({ page, context, user }) => {
  const other = await secondCompany(context.request, user);
  await choose(page, user, csv("liste.csv", "Ad Soyad;Telefon\nÇağrı Öğüt;0532 555 01 83\n"));
  await switchInAnotherTab(context, user, other);
  // A file is always posted by the browser.
  await page.getByRole("button", { name: "Yükle ve bak" }).click();
  await expectStale(page, false);
  expect(await ask(context.request, other, "imports/list")).toEqual([]);
  await comeBack(page, context, user, other, false);
  expect(await ask(context.request, user, "imports/list")).toEqual([]);
});

function comeBack(page: Page, context: BrowserContext, user: User, other: User, hydrated: boolean): Promise<void> {
  if (hydrated) return switchInAnotherTab(context, other, user);
  return page.getByRole("button", { name: `${user.companyName} şirketine geç` }).click();
}

async function peopleOf(request: APIRequestContext, user: User): Promise<number> {
  return (await ask<{ total: number }>(request, user, "contacts/list")).total;
}
