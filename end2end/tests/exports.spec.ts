import { readFile } from "node:fs/promises";

import type { Page } from "@playwright/test";

import { expectAccessible } from "../support/axe.ts";
import { tell } from "../support/calls.ts";
import { oneOfEverything } from "../support/company.ts";
import { expectNoSideScroll } from "../support/layout.ts";
import { connectSms } from "../support/sending.ts";
import { expect, test } from "../support/test.ts";
import type { User } from "../support/user.ts";

const TODAY = /^Mesajlar \d{4}-\d{2}-\d{2}\.(csv|xlsx)$/;

test("the list in force comes down as a file that a Turkish Excel opens", async ({ page, context, user, hydrated }) => {
  await send(context.request, user, "0532 123 45 68", "=HYPERLINK(\"https://example.com\")");
  await page.goto(`${user.home}/messages?channel=sms`);
  await page.getByRole("link", { name: "Dışa aktar" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Mesajları dışa aktar" })).toBeVisible();
  await expect(page.getByRole("region", { name: "Yürürlükteki süzgeçler" })).toContainText("SMS");
  if (hydrated) {
    await expectAccessible(page);
    await expectNoSideScroll(page);
  }
  await page.getByRole("radio", { name: /^CSV/ }).check({ force: true });
  await page.locator("input[name=reason]").fill("aylık mutabakat");
  const { name, content } = await downloaded(page, () => page.getByRole("button", { name: "Hazırla ve indir" }).click());
  expect(name).toMatch(TODAY);
  const text = content.toString("utf8");
  expect(text.startsWith("\uFEFF")).toBe(true);
  expect(text).toContain("Alıcı;");
  expect(text).toContain(";\"'=HYPERLINK(\"\"https://example.com\"\")\"");
});

test("a workbook comes down without another choice", async ({ page, context, user }) => {
  await send(context.request, user, "0532 123 45 68", "Siparişiniz hazır");
  await page.goto(`${user.home}/exports/messages`);
  await page.locator("input[name=reason]").fill("arşiv");
  const { name, content } = await downloaded(page, () => page.getByRole("button", { name: "Hazırla ve indir" }).click());
  expect(name).toMatch(TODAY);
  expect(content.subarray(0, 2).toString()).toBe("PK");
});

test("a file without a reason is refused at its field, and nothing is lost", async ({ page, user }) => {
  await page.goto(`${user.home}/exports/messages/file?format=csv&reason=&q=Merhaba`);
  await expect(page.locator("#reason-error")).toBeVisible();
  await expect(page.getByRole("radio", { name: /^CSV/ })).toBeChecked();
  await expect(page.getByRole("region", { name: "Yürürlükteki süzgeçler" })).toContainText("Merhaba");
});

test("a filter is kept under a name, found again and removed", async ({ page, user, hydrated }) => {
  await page.goto(`${user.home}/messages?stage=failed`);
  await page.getByRole("link", { name: "Görünümü kaydet" }).click();
  await page.locator("input[name=name]").fill("Ulaşmayan işler");
  if (hydrated) await expectAccessible(page);
  await page.getByRole("button", { name: "Kaydet", exact: true }).click();
  await page.goto(`${user.home}/messages`);
  await page.getByRole("navigation", { name: "Görünümler" }).getByRole("link", { name: "Ulaşmayan işler" }).click();
  await page.waitForURL(/stage=failed/);
  await expect(page.getByRole("link", { name: "Ulaşmayan işler" })).toHaveAttribute("aria-current", "page");
  await page.getByRole("link", { name: "Görünümleri düzenle" }).click();
  await page.getByRole("button", { name: "Ulaşmayan işler görünümünü kaldır" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Görünüm kaldırıldı." })).toBeVisible();
});

test("a view without a name is refused at its field", async ({ page, user }) => {
  await page.goto(`${user.home}/views?stage=failed`);
  await page.locator("input[name=name]").fill("x".repeat(41));
  await page.getByRole("button", { name: "Kaydet", exact: true }).click();
  await expect(page.locator("#name-error")).toBeVisible();
  await expect(page.locator("input[name=name]")).toHaveValue("x".repeat(41));
});

test("ticked messages are cancelled together, after their number was asked", async ({ page, context, user, hydrated }) => {
  for (const last of [61, 62, 63]) await send(context.request, user, `0532 123 45 ${last}`, "Randevunuz yarın.");
  await page.goto(`${user.home}/messages`, { waitUntil: "networkidle" });
  for (const last of [61, 62]) {
    await page.getByRole("checkbox", { name: `0532 123 45 ${last} mesajını seç` }).check({ force: true });
  }
  await page.getByRole("button", { name: "İptal et", exact: true }).click();
  await expect(page.getByText("2 mesaj iptal edilecek.")).toBeVisible();
  if (hydrated) {
    await expectAccessible(page);
    await expectNoSideScroll(page);
  }
  await page.getByRole("button", { name: "Gönderimi iptal et" }).click();
  await expect(page.getByText("2 mesaj iptal edildi.")).toBeVisible();
  await page.goto(`${user.home}/messages?stage=left_out`);
  await expect(page.getByRole("row", { name: /0532 123 45 6[12]/ })).toHaveCount(2);
});

test("nothing ticked is told, and a search cannot be treated as a whole", async ({ page, context, user }) => {
  await send(context.request, user, "0532 123 45 68", "Randevunuz yarın.");
  await page.goto(`${user.home}/bulk?act=cancel`);
  await expect(page.getByText("Hiç mesaj seçilmedi")).toBeVisible();
  await page.goto(`${user.home}/bulk?act=cancel&all=on&q=Randevu`);
  await expect(page.getByText("Arama sonuçlarının tümüne işlem uygulanamaz")).toBeVisible();
});

test("the reports tell who sent what, and their days", async ({ page, context, user, hydrated }) => {
  await send(context.request, user, "0532 123 45 68", "Randevunuz yarın.");
  await page.goto(`${user.home}/reports`);
  await expect(page.getByRole("row", { name: /Toplam.*SMS/ })).toBeVisible();
  await page.getByRole("link", { name: "Üyelere göre" }).click();
  await expect(page.getByRole("row", { name: new RegExp(user.name) })).toContainText("SMS");
  if (hydrated) {
    await expectAccessible(page);
    await expectNoSideScroll(page);
  }
  await page.getByRole("link", { name: "Dışa aktar" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Üye raporunu dışa aktar" })).toBeVisible();
  await page.goto(`${user.home}/reports?from=2026-05-02&to=2026-05-01`);
  await expect(page.getByText(/Tarihleri düzeltin/)).toBeVisible();
});

test("who was left out of a campaign stands in a list of its own", async ({ page, context, user, hydrated }) => {
  await connectSms(context.request, user);
  for (const [given_name, phones] of [["Ayşe", "0532 123 45 67"], ["Numarasız", ""]]) {
    await tell(context.request, user, "contacts/save", { kind: "person", given_name, phones });
  }
  const campaign = await tell(context.request, user, "campaigns/save-audience", { channel: "sms", everyone: "on" });
  await tell(context.request, user, "campaigns/save-content", { campaign, class: "informational", body: "Merhaba" });
  await tell(context.request, user, "campaigns/launch", { campaign, people: "1" });
  await page.goto(`${user.home}/campaigns/${campaign}/left-out`);
  await expect(page.getByRole("row", { name: /Numarasız/ })).toContainText("Bu kanal için adresi yok");
  await expect(page.getByRole("row", { name: /Ayşe/ })).toHaveCount(0);
  if (hydrated) {
    await expectAccessible(page);
    await expectNoSideScroll(page);
  }
});

test("a message is proved by a sheet", async ({ page, context, user }) => {
  const { message } = await oneOfEverything(context.request, user);
  await page.goto(`${user.home}/messages/${message}`);
  const { name, content } = await downloaded(page, () => page.getByRole("link", { name: "Kanıt belgesi (PDF)" }).click());
  expect(name).toBe(`Kanıt ${message}.pdf`);
  expect(content.subarray(0, 5).toString()).toBe("%PDF-");
});

/** A text that only informs, whatever it looks like. */
function send(request: Parameters<typeof tell>[0], user: User, recipient: string, text: string): Promise<string> {
  return tell(request, user, "messages/send", { channel: "sms", recipient, class: "informational", informs_only: "on", text });
}

/** The file that an act brings down. */
async function downloaded(page: Page, act: () => Promise<void>): Promise<{ name: string; content: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent("download"), act()]);
  return { name: download.suggestedFilename(), content: await readFile(await download.path()) };
}
