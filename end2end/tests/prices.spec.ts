import { expectAccessible } from "../support/axe.ts";
import { ask, tell } from "../support/calls.ts";
import { expectNoSideScroll } from "../support/layout.ts";
import { connect, draft } from "../support/sending.ts";
import { expect, test } from "../support/test.ts";
import { load } from "../support/traffic.ts";

// What the stand-in of NetGSM tells of every account.
const LEFT = "100.000 Adet SMS";
const SMS = "Bir SMS (parça başına)";

/** The day so many days from now in Türkiye: `2026-12-01`, and as the pages write it. */
function day(later: number): { iso: string; shown: string } {
  const iso = new Date(Date.now() + (later * 24 + 3) * 3_600_000).toISOString().slice(0, 10);
  return { iso, shown: iso.split("-").reverse().join(".") };
}

test("a price that is typed for the account stands in the estimate of a send", async ({ page, context, user }) => {
  const account = await connect(context.request, user, "netgsm");
  const campaign = await draft(context.request, user, { typed: "0532 788 45 67\n0532 788 45 68", body: "Randevunuz yarin." });
  await page.goto(`${user.home}/send/${campaign}?step=review`, { waitUntil: "networkidle" });
  await expect(page.getByText("Hesaba fiyat girilmemiş, tutar hesaplanamıyor.")).toBeVisible();
  await page.getByRole("link", { name: "Fiyat gir" }).click();
  await page.waitForURL(`**${user.home}/providers/${account}/credit#new-price`);
  const form = page.getByRole("region", { name: "Fiyat ekle" });
  const price = form.getByLabel(SMS);
  await price.fill("on kuruş");
  await form.getByRole("button", { name: "Fiyatı kaydet" }).click();
  await expect(form.getByText("Buraya bir sayı yazın.")).toBeVisible();
  await expect(price).toHaveValue("on kuruş");
  await price.fill("0,125");
  await form.getByRole("button", { name: "Fiyatı kaydet" }).click();
  await expect(form.getByText("Fiyat kaydedildi.")).toBeVisible();
  await page.goto(`${user.home}/send/${campaign}?step=review`);
  await expect(page.locator(".tile", { hasText: "Tahmini tutar" })).toContainText("0,25 ₺");
  await expect(page.locator("main .send")).toContainText("Tahmini tutar: 0,25 ₺");
});

test("prices hold from their day on; those to come can be replaced and taken out, those that hold stay", async ({
  page,
  context,
  user,
}) => {
  const account = await connect(context.request, user, "netgsm");
  const [today, later] = [day(0), day(40)];
  await page.goto(`${user.home}/providers/${account}/credit`);
  const form = page.getByRole("region", { name: "Fiyat ekle" });
  const list = page.getByRole("region", { name: "Fiyatlar" });
  await expect(list.getByText("Henüz fiyat girilmemiş.")).toBeVisible();
  await form.getByRole("button", { name: "Fiyatı kaydet" }).click();
  await expect(form.getByText("Bu alan boş bırakılamaz.")).toBeVisible();
  for (const [price, from] of [
    ["0,50", today.iso],
    ["0,70", later.iso],
    ["0,75", later.iso],
  ] as const) {
    await form.getByLabel(SMS).fill(price);
    await form.getByLabel("Başlangıç günü").fill(from);
    await form.getByRole("button", { name: "Fiyatı kaydet" }).click();
    await expect(form.getByText("Fiyat kaydedildi.")).toBeVisible();
  }
  const rows = list.getByRole("row").filter({ hasText: "₺" });
  await expect(rows).toHaveCount(2);
  await expect(rows.first()).toContainText("0,50 ₺");
  await expect(rows.first()).toContainText(`${today.shown} – ${day(39).shown}`);
  await expect(rows.first()).toContainText("Geçerli");
  await expect(rows.first().getByRole("button")).toHaveCount(0);
  await expect(rows.last()).toContainText("0,75 ₺");
  await expect(rows.last()).toContainText(`${later.shown} tarihinden itibaren`);
  await expectNoSideScroll(page);
  await page.setViewportSize({ width: 1280, height: 800 });

  await page.getByRole("button", { name: "English" }).click();
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await page.getByRole("button", { name: /^Take out/ }).click();
  await expect(page.getByText("The price was taken out of the list.")).toBeVisible();
  const left = page.getByRole("region", { name: "Prices" }).getByRole("row").filter({ hasText: "₺" });
  await expect(left).toHaveCount(1);
  await expect(left).toContainText("In force");
});

test("a day that is over is refused at its field, and what was typed stays", async ({ page, context, user }) => {
  const account = await connect(context.request, user, "netgsm");
  await page.goto(`${user.home}/providers/${account}/credit`);
  const form = page.getByRole("region", { name: "Fiyat ekle" });
  await form.getByLabel(SMS).fill("0,50");
  await form.getByLabel("Başlangıç günü").fill(day(-2).iso);
  await form.getByRole("button", { name: "Fiyatı kaydet" }).click();
  await expect(page.locator("#from-error")).toHaveText("Bu tarih geçmişte kalmış.");
  await expect(form.getByLabel(SMS)).toHaveValue("0,50");
  await expect(form.getByLabel("Başlangıç günü")).toHaveValue(day(-2).iso);
  expect((await ask<{ prices: unknown[] }>(context.request, user, "accounts/credit", { account })).prices).toEqual([]);
});

test("credit at its warning level is told on the page of the account, in the list and on the overview", async ({
  page,
  context,
  user,
}) => {
  const account = await connect(context.request, user, "netgsm");
  await tell<object>(context.request, user, "accounts/test", { account });
  await page.goto(`${user.home}/providers/${account}`, { waitUntil: "networkidle" });
  await page.getByRole("link", { name: "Fiyatlara ve krediye git" }).click();
  await page.waitForURL(`**${user.home}/providers/${account}/credit`);
  await expect(page.locator(".tile", { hasText: "Adet SMS" })).toContainText(LEFT);
  await expect(page.locator(".tile", { hasText: "Adet SMS" })).toContainText("Ne kadar yeteceği bilinmiyor");
  const form = page.getByRole("region", { name: "Uyarı eşiği" });
  await form.getByLabel("Adet SMS").fill("çok");
  await form.getByLabel("Bakiye (₺)").fill("1.000,50");
  await form.getByRole("button", { name: "Kaydet" }).click();
  await expect(form.getByText("Buraya bir sayı yazın.")).toBeVisible();
  await expect(form.getByLabel("Bakiye (₺)")).toHaveValue("1.000,50");
  await form.getByLabel("Adet SMS").fill("100.000");
  await form.getByRole("button", { name: "Kaydet" }).click();
  await expect(form.getByText("Eşikler kaydedildi.")).toBeVisible();
  await expect(page.getByText(`Kalan: ${LEFT}. Uyarı eşiği: ${LEFT}.`)).toBeVisible();

  await page.goto(`${user.home}/providers`);
  await expect(page.getByText("Uyarı eşiğine indi")).toBeVisible();
  await page.goto(`${user.home}/providers/${account}`);
  await expect(page.getByText("Uyarı eşiğine indi")).toBeVisible();
  await page.goto(user.home);
  await expect(page.getByText(/^Kredisi azalan hesaplar: /)).toBeVisible();
});

// The document is the same without scripts.
test("the page of prices and credit needs no WASM and is accessible @hydrated", async ({ page, context, user }) => {
  const account = await connect(context.request, user, "netgsm");
  await tell<object>(context.request, user, "accounts/test", { account });
  await tell<null>(context.request, user, "accounts/set-price", { account, amount: "0,50" });
  await tell<null>(context.request, user, "accounts/set-price", { account, amount: "0,75", from: day(3).iso });
  await tell<null>(context.request, user, "accounts/save-thresholds", {
    account,
    thresholds: [{ unit: "pieces:Adet SMS", least: "100000" }],
  });
  const { paths, bytes } = await load(page, `${user.home}/providers/${account}/credit`);
  expect(paths.filter((fetched) => fetched.endsWith(".wasm"))).toEqual([]);
  expect(bytes).toBeLessThanOrEqual(60_000);
  const chart = page.getByRole("img", { name: /^Son 30 gün: Adet SMS/ });
  await expect(chart).toBeVisible();
  await page.getByText("Tabloyu göster").last().click();
  await expect(page.getByRole("table", { name: "Son 30 gün: Adet SMS" })).toContainText(LEFT);
  await expectAccessible(page);
  await expectNoSideScroll(page);
});
