import type { APIRequestContext } from "@playwright/test";

import { expectAccessible } from "../support/axe.ts";
import { ask, post, tell } from "../support/calls.ts";
import { expectInTime } from "../support/patience.ts";
import { campaignOf, connect, connectSms, courseOf, draft, funnel, launch, messagesOf } from "../support/sending.ts";
import { expect, test } from "../support/test.ts";
import type { User } from "../support/user.ts";

// A refused form is a 422, one about something that changed meanwhile a 409; the browser's console mentions both.
test.use({ expectedErrors: [/status of (409|422)/] });

const TYPED = "0532 744 45 67\n0533 744 04 17";

test("a campaign for a later day waits for it, and is cancelled before anything leaves", async ({ page, context, user }) => {
  const campaign = await ready(context.request, user, TYPED);
  await page.goto(`${user.home}/send/${campaign}?step=review`, { waitUntil: "networkidle" });
  await page.getByText("Sonra gönder").click();
  await page.locator("input[name=at]").fill("2035-01-02T09:00");
  await page.getByRole("button", { name: "2 kişiye gönder" }).click();
  await expect(page.getByRole("heading", { name: "Zamanlandı" })).toBeVisible();
  await expect(page.getByText("Gönderim zamanı: 02.01.2035 09:00")).toBeVisible();
  await page.goto(`${user.home}/campaigns`);
  await expect(page.locator("tbody tr")).toContainText("Zamanlandı");

  await page.goto(`${user.home}/campaigns/${campaign}`, { waitUntil: "networkidle" });
  await page.getByRole("button", { name: "Zamanlamayı iptal et" }).click();
  const asked = page.getByRole("dialog", { name: "Zamanlama iptal edilsin mi?" });
  await asked.getByRole("button", { name: "Zamanlamayı iptal et" }).click();
  await expect(page.getByRole("heading", { name: "Geri alındı, hiçbir mesaj çıkmadı" })).toBeVisible();
  await expectNothingLeft(context.request, user, campaign);
});

test("the list of campaigns follows what becomes of them @hydrated", async ({ page, context, user }) => {
  const campaign = await ready(context.request, user, TYPED);
  await tell(context.request, user, "campaigns/launch", { campaign, at: "2035-01-02T09:00" });
  await page.goto(`${user.home}/campaigns`, { waitUntil: "networkidle" });
  await expect(page.locator("tbody tr")).toContainText("Zamanlandı");
  await tell(context.request, user, "campaigns/cancel", { campaign });
  await expect(page.locator("tbody tr")).toContainText("Durduruldu");
});

test("a campaign that is taken back within ten seconds never leaves", async ({ page, context, user, hydrated }) => {
  const campaign = await ready(context.request, user, TYPED);
  await launch(page, user, campaign, 2);
  const later = await draft(context.request, user, { typed: "0534 744 45 67", body: "Randevunuz öbür gün." });
  await tell(context.request, user, "campaigns/launch", { campaign: later });
  const toast = page.locator(".toast");
  await expect(toast).toContainText("2 kişiye gönderiliyor.");
  await expect(toast).toContainText(hydrated ? /\d+ saniye içinde geri alabilirsiniz\./ : /Saat \d\d:\d\d:\d\d olana kadar/);
  await toast.getByRole("button", { name: "Geri al" }).click();
  await expect(page.getByRole("heading", { name: "Geri alındı, hiçbir mesaj çıkmadı" })).toBeVisible();
  await expect(page.getByText("2 mesaj geri alındı, gönderilmeyecek.")).toBeVisible();
  await expectNothingLeft(context.request, user, campaign);

  // Another one, launched later, is through: the ten seconds of the first are over.
  await page.goto(`${user.home}/campaigns/${later}`);
  await expectInTime(page, page.getByRole("heading", { name: "Bitti" }), hydrated);
  await expectNothingLeft(context.request, user, campaign);
  expect((await messagesOf(context.request, user, later)).length).toBe(1);
});

test("a campaign that takes its time tells how fast it leaves and how long it takes", async ({ page, context, user, hydrated }) => {
  test.setTimeout(90_000);
  await connect(context.request, user, "smtp", { limit: "2", limit_per: "second" });
  const typed = Array.from({ length: 80 }, (_, n) => `kisi${n}@firma.example`).join("\n");
  const campaign = await draft(context.request, user, { channel: "email", typed });
  const content = { campaign, class: "informational", subject: "Randevunuz", body: "Randevunuz yarın." };
  await tell<object>(context.request, user, "campaigns/save-content", content);
  await tell(context.request, user, "campaigns/launch", { campaign });
  await page.goto(`${user.home}/campaigns/${campaign}`);
  await expectInTime(page, page.getByText(/^dakikada \d+ mesaj · yaklaşık \d+ saniye kaldı$/), hydrated);
});

test("those whom it may reach after all get it once more, once, and nobody else", async ({ page, context, user, hydrated }) => {
  test.setTimeout(120_000);
  // The stand-in takes the last digits for an error while sending, and for a number that does not exist.
  const campaign = await ready(context.request, user, "0532 755 45 67\n0532 755 00 12\n0532 755 00 00");
  await launch(page, user, campaign, 3);
  const again = page.getByRole("button", { name: "1 kişiye yeniden gönder" });
  await expectInTime(page, again, hydrated);
  await expect(page.getByText("1 kişi hariç: Numara geçersiz (1)")).toBeVisible();
  await expect(funnel(page, "Teslim edilen")).toHaveText("1");
  const first = await messagesOf(context.request, user, campaign);

  await again.dblclick();
  await expect(page.locator(".toast")).toContainText("1 kişiye yeniden gönderiliyor.");
  const late = await post(context.request, user, "campaigns/resend-failed", { campaign, people: "1" });
  expect([late.status(), (await late.json()).problem]).toEqual([409, "conflict"]);
  await expect(again).toHaveCount(0);

  const known = new Set(first.map(({ id }) => id));
  const added = async () => (await messagesOf(context.request, user, campaign)).filter(({ id }) => !known.has(id));
  const sent = async () => (await added()).map(({ recipient, state }) => `${recipient} ${state}`);
  // The stand-in refuses the same text to the same number within an hour.
  await expect.poll(sent, { timeout: 45_000 }).toEqual(["+905327550012 failed"]);
  first.push(...(await added()));
  for (const { id, recipient } of first) await expectLeftOnce(context.request, user, id, recipient);
});

test("a test goes to the typed address alone, and the text stays", async ({ page, context, user }) => {
  await connectSms(context.request, user);
  const campaign = await draft(context.request, user, { typed: TYPED });
  await page.goto(`${user.home}/send/${campaign}?step=content`, { waitUntil: "networkidle" });
  const body = page.locator("textarea[name=body]");
  const text = `Randevunuz yarın saat onda. ${user.companyName}`;
  await page.locator("input[name=class][value=informational]").check();
  await body.fill(text);
  await page.getByLabel("Deneme hangi telefona gitsin?").fill("0532 abc");
  await page.getByRole("button", { name: "Deneme gönder" }).click();
  await expect(page.locator("#to-error")).toContainText("Bu bir telefon numarasına benzemiyor.");
  await expect(page.getByLabel("Deneme hangi telefona gitsin?")).toHaveValue("0532 abc");
  await expect(body).toHaveValue(text);
  expect(await allMessages(context.request, user)).toEqual([]);

  await page.getByLabel("Deneme hangi telefona gitsin?").fill("0535 744 45 67");
  await page.getByRole("button", { name: "Deneme gönder" }).dblclick();
  await expect(page.getByText("Deneme mesajı sıraya alındı.")).toBeVisible();
  await expect(body).toHaveValue(text);
  expect(await allMessages(context.request, user)).toEqual(["+905357444567"]);
  expect(await campaignOf(context.request, user, campaign)).toMatchObject({ state: "draft", content: { body: text } });
  await page.goto(`${user.home}/send/${campaign}?step=content`);
  await expect(body).toHaveValue(text);
});

test("a message's page tells what happened to it and what to do", async ({ page, context, user, hydrated }) => {
  await connectSms(context.request, user);
  const text = `Randevunuz yarın. ${user.companyName}`;
  const form = { channel: "sms", recipient: "0532 766 00 00", class: "informational", text };
  const message = await tell(context.request, user, "messages/send", form);
  await page.goto(`${user.home}/messages/${message}`);
  const outcome = page.locator("section", { has: page.locator("#outcome") });
  await expectInTime(page, outcome.getByRole("heading", { name: "Ulaşmadı" }), hydrated);
  await expect(outcome).toContainText("Numara geçersiz");
  await expect(outcome).toContainText("Kişinin adresini düzeltip yeniden gönderin.");
  await expect(page.getByRole("region", { name: "Metin" })).toContainText(text);
  await expect(page.getByRole("region", { name: "Bilgiler" })).toContainText(user.name);
  const events = page.getByRole("region", { name: "Ne oldu" }).locator("ol.log > li");
  await expect(events.first()).toContainText("Sıraya alındı");
  await expect(events.last()).toContainText("Teslim raporu geldi: Numara geçersiz");
  await expect(events).toHaveCount((await courseOf(context.request, user, message)).length);
  await events.last().getByText("Ham yanıt").click();
  await expect(events.last().locator("pre")).toBeVisible();
  if (hydrated) await expectAccessible(page);

  await outcome.getByRole("button", { name: "Yeniden gönder" }).click();
  await page.waitForURL((url) => /\/messages\/msg_/.test(url.pathname) && !url.pathname.endsWith(message));
  await page.getByRole("link", { name: "İlk mesajı aç" }).click();
  await page.waitForURL(`**${user.home}/messages/${message}`);
});

test("an e-mail campaign is written, looked at, sent and told of", async ({ page, context, user, hydrated }) => {
  test.setTimeout(120_000);
  await connect(context.request, user, "smtp");
  await page.goto(`${user.home}/send`, { waitUntil: "networkidle" });
  await page.locator("input[name=channel][value=email]").check();
  // The stand-in knows nobody called “unknown”.
  await page.locator("textarea[name=typed]").fill("ayse@firma.example\nunknown@firma.example");
  await page.getByRole("button", { name: "Devam et" }).click();
  await page.waitForURL(/\/send\/cpn_/);
  await page.locator("input[name=class][value=informational]").check();
  await page.locator("input[name=subject]").fill("Bakım raporunuz");
  await page.locator("textarea[name=body]").fill("Kasım ayı bakım raporunuz hazır.");
  await page.getByRole("button", { name: "Kaydet ve gözden geçir" }).click();
  await page.waitForURL(/step=review/);
  await expect(page.getByText("2 kişi", { exact: true })).toBeVisible();
  if (hydrated) await expectAccessible(page);
  await page.getByRole("button", { name: "2 kişiye gönder" }).click();
  await page.waitForURL(/\/campaigns\/cpn_/);
  await expect(page.getByRole("heading", { name: "Gönderiliyor" })).toBeVisible();
  if (hydrated) await expectAccessible(page);

  await expectInTime(page, page.getByRole("heading", { name: "Bitti" }), hydrated);
  await expect(page.getByText("E-postada teslim raporu yok")).toBeVisible();
  await expect(page.getByText("Böyle bir adres yok").first()).toBeVisible();
  if (hydrated) await expectAccessible(page);
  const campaign = new URL(page.url()).pathname.split("/").pop() ?? "";
  const states = (await messagesOf(context.request, user, campaign)).map(({ recipient, state }) => [recipient, state]);
  expect(Object.fromEntries(states)).toEqual({ "ayse@firma.example": "accepted", "unknown@firma.example": "failed" });
});

test("a WhatsApp template without places is chosen, sent and read", async ({ page, context, user, hydrated }) => {
  test.setTimeout(120_000);
  await connect(context.request, user, "whatsapp_cloud");
  const campaign = await draft(context.request, user, { channel: "whatsapp", typed: TYPED });
  await page.goto(`${user.home}/send/${campaign}`, { waitUntil: "networkidle" });
  await page.getByRole("link", { name: /^merhaba/ }).click();
  await expect(page.getByText("Bu şablonda doldurulacak boşluk yok.")).toBeVisible();
  await page.getByRole("button", { name: "Kaydet ve gözden geçir" }).click();
  await page.waitForURL(/step=review/);
  await page.getByRole("button", { name: "2 kişiye gönder" }).click();
  await page.waitForURL(/\/campaigns\/cpn_/);
  const all = page.locator("ol.funnel > li").filter({ hasText: /Okunan.*2/ });
  await expectInTime(page, all, hydrated);
  await expect(funnel(page, "Teslim edilen")).toHaveText("2");
  await expect(page.getByRole("heading", { name: "Bitti" })).toBeVisible();
  const states = (await messagesOf(context.request, user, campaign)).map(({ state }) => state);
  expect(states).toEqual(["read", "read"]);
});

/** An SMS draft that only needs to be launched. Its text is its own: the stand-in refuses one that it has seen. */
async function ready(request: APIRequestContext, user: User, typed: string): Promise<string> {
  await connectSms(request, user);
  return draft(request, user, { typed, body: `Randevunuz yarın. ${user.companyName}` });
}

async function allMessages(request: APIRequestContext, user: User): Promise<string[]> {
  const { rows } = await ask<{ rows: { recipient: string }[] }>(request, user, "messages/list");
  return rows.map(({ recipient }) => recipient);
}

async function expectNothingLeft(request: APIRequestContext, user: User, campaign: string): Promise<void> {
  expect((await campaignOf(request, user, campaign)).state).toBe("cancelled");
  for (const { id, state } of await messagesOf(request, user, campaign)) {
    expect(state).toBe("cancelled");
    expect(await courseOf(request, user, id)).not.toContain("on_wire");
  }
}

async function expectLeftOnce(request: APIRequestContext, user: User, message: string, recipient: string): Promise<void> {
  const departures = (await courseOf(request, user, message)).filter((to) => to === "on_wire");
  expect(departures, `departures to ${recipient}`).toHaveLength(1);
}
