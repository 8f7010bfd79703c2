import { createHmac } from "node:crypto";

import type { APIRequestContext, Locator, Page } from "@playwright/test";

import { tell } from "../support/calls.ts";
import { expectInTime } from "../support/patience.ts";
import { connect } from "../support/sending.ts";
import { expect, test } from "../support/test.ts";
import type { User } from "../support/user.ts";

/** What the stand-in of Meta signs with, and the business it plays. */
const APP_SECRET = "sandbox-app-secret";
const BUSINESS = "102290129340398";

test("a call with a false signature is turned away and changes nothing; with the right one it counts", async ({
  page,
  context,
  user,
  playwright,
}) => {
  const account = await connect(context.request, user, "whatsapp_cloud");
  const card = { kind: "person", given_name: "Ayşe", phones: "0532 123 45 67" };
  const contact = await tell(context.request, user, "contacts/save", card);
  const provider = await playwright.request.newContext();
  const path = await callbackOf(page, user, account);
  const refusal = said("messages", [{ id: `wamid.${user.login}`, from: "905321234567", type: "text", text: { body: "İptal" } }]);

  for (const signature of [`sha256=${"0".repeat(64)}`, sign(refusal, "another secret"), "sha256=", ""]) {
    const answer = await call(provider, user, path, refusal, signature);
    expect([answer.status(), await answer.text()], signature).toEqual([401, ""]);
  }
  await page.goto(`${user.home}/contacts/${contact}`);
  await expect(addresses(page)).toContainText("0532 123 45 67");
  await expect(addresses(page).locator(".refusal")).toHaveCount(0);
  await page.goto(`${user.home}/providers/${account}`);
  const told = page.getByRole("region", { name: "Bildirim adresi" });
  await expect(told).toContainText("4 bildirim geri çevrildi. İmzası yanlıştı ya da okunamadı;");

  expect((await call(provider, user, path, refusal, sign(refusal, APP_SECRET))).status()).toBe(200);
  await page.goto(`${user.home}/contacts/${contact}`);
  await expectInTime(page, addresses(page).locator(".refusal").getByText("WhatsApp istemiyor"), false);
  await provider.dispose();
});

test("reports on messages that nobody sent are taken and change nothing", async ({ page, context, user, playwright, hydrated }) => {
  test.setTimeout(90_000);
  const account = await connect(context.request, user, "netgsm");
  const business = await connect(context.request, user, "whatsapp_cloud");
  // The stand-in never reports on such a number.
  const waiting = await write(context.request, user, "0532 766 00 98");
  const provider = await playwright.request.newContext();
  const [sms, whatsapp] = [await callbackOf(page, user, account), await callbackOf(page, user, business)];
  await page.goto(`${user.home}/messages/${waiting}`);
  await expectInTime(page, events(page).getByText("Ara rapor geldi"), false);

  // Unsigned: what is true of it NetGSM will say when it is asked.
  const delivered = JSON.stringify([{ jobid: "7", number: "905327660098", status: 1 }]);
  expect((await call(provider, user, sms, delivered, "")).status()).toBe(200);
  const unknown = [{ id: "wamid.unknown", status: "delivered", timestamp: "1795000000", recipient_id: "905327660098" }];
  const reported = said("statuses", unknown);
  expect((await call(provider, user, whatsapp, reported, sign(reported, APP_SECRET))).status()).toBe(200);
  for (const [body, status] of [["<html>", 400], ["", 400], [delivered.repeat(200_000), 413]] as const) {
    expect((await call(provider, user, sms, body, "")).status(), body.slice(0, 10)).toBe(status);
  }
  for (const token of ["A".repeat(43), "x"]) {
    const answer = await call(provider, user, `/callbacks/${token}`, delivered, "");
    expect([answer.status(), await answer.text()], token).toEqual([404, ""]);
  }

  // What came before has been looked at when a later message has arrived.
  await page.goto(`${user.home}/messages/${await write(context.request, user, "0532 766 45 98")}`);
  await expectInTime(page, outcome(page).getByRole("heading", { name: "Teslim edildi" }), hydrated);
  await page.goto(`${user.home}/messages/${waiting}`);
  await expect(outcome(page).getByRole("heading", { name: "Sağlayıcıda" })).toBeVisible();
  await expect(events(page).filter({ hasText: "Teslim" })).toHaveCount(0);
  await page.goto(`${user.home}/messages`);
  await expect(page.getByRole("row", { name: /0532 766/ })).toHaveCount(2);
  await page.goto(`${user.home}/providers/${account}`);
  const told = page.getByRole("region", { name: "Bildirim adresi" });
  await expect(told).toContainText("2 bildirim okunamadığı için geri çevrildi.");
  await provider.dispose();
});

/** The path that a provider is told to call. */
async function callbackOf(page: Page, user: User, account: string): Promise<string> {
  await page.goto(`${user.home}/providers/${account}`);
  return new URL(await page.getByRole("textbox", { name: "Adres", exact: true }).inputValue()).pathname;
}

/** Calls as a provider does, from another site and with no cookie. */
function call(provider: APIRequestContext, user: User, path: string, body: string, signature: string) {
  const headers = { "content-type": "application/json", origin: "https://graph.example", "x-hub-signature-256": signature };
  return provider.post(user.server + path, { headers, data: body });
}

/** What Meta calls with: a list of one kind, about the stand-in's business. */
function said(kind: "messages" | "statuses", list: object[]): string {
  const value = { messaging_product: "whatsapp", [kind]: list };
  return JSON.stringify({ entry: [{ id: BUSINESS, changes: [{ field: "messages", value }] }] });
}

function sign(body: string, secret: string): string {
  return `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
}

/** Sends an SMS at once; its id. */
function write(request: APIRequestContext, user: User, recipient: string): Promise<string> {
  const text = `Randevunuz yarın. ${user.companyName}`;
  return tell(request, user, "messages/send", { channel: "sms", recipient, class: "informational", text });
}

function addresses(page: Page): Locator {
  return page.getByRole("region", { name: "Telefon ve e-posta" });
}

function outcome(page: Page): Locator {
  return page.locator("section", { has: page.locator("#outcome") });
}

function events(page: Page): Locator {
  return page.locator("ol.log > li");
}
