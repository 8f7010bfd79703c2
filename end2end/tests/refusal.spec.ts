import type { APIRequestContext } from "@playwright/test";

import { expectAccessible } from "../support/axe.ts";
import { tell } from "../support/calls.ts";
import { expectNoSideScroll } from "../support/layout.ts";
import { expect, test } from "../support/test.ts";
import { load } from "../support/traffic.ts";
import { type User, sameOrigin } from "../support/user.ts";

/** The company says who it is and writes to somebody; the link of that message, as a path. */
async function refusalLink(request: APIRequestContext, user: User): Promise<string> {
  const company = user.home.slice("/c/".length);
  const profile = await request.post("/api/v1/company/update-profile", {
    headers: sameOrigin(),
    data: { company, name: "Karaca", kind: "merchant", trade_name: "Karaca Lastik A.Ş.", mersis: "0123456789000015" },
  });
  expect(profile.status(), await profile.text()).toBe(200);
  const sent = await request.post("/api/v1/messages/send", {
    headers: sameOrigin(),
    data: { company, channel: "sms", recipient: "0532 123 45 67", class: "commercial", text: "Kış lastiğinde indirim" },
  });
  expect(sent.status(), await sent.text()).toBe(200);
  const message = await sent.json();
  const seen = await request.get(`/api/v1/messages/get?company=${company}&message=${message}`);
  const text: string = (await seen.json()).body.text;
  expect(text).toContain("Karaca Lastik A.Ş. Mersis:0123456789000015 Ret:http");
  return text.slice(text.indexOf("/r/"));
}

test("somebody refuses without an account, changes their mind, and refuses everything", async ({ page, context, user }) => {
  const link = await refusalLink(context.request, user);
  await context.clearCookies();
  await page.goto(link);
  await expect(page.getByText("Karaca Lastik A.Ş.").first()).toBeVisible();
  await expect(page.getByText("+90 532 *** ** 67")).toBeVisible();
  await page.getByRole("button", { name: "SMS mesajlarını reddet" }).click();
  await expect(page.getByRole("heading", { name: "Reddettiniz" })).toBeVisible();
  await page.getByRole("button", { name: "Vazgeçtim, reddi geri al" }).click();
  await expect(page.getByText("Ret geri alındı")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Reddettiniz" })).toBeHidden();
  await page.getByRole("button", { name: "Tüm kanalları reddet: SMS, WhatsApp" }).click();
  await expect(page.getByText("gönderilmeyecek: SMS, WhatsApp")).toBeVisible();
  await expect(page.getByRole("button", { name: /reddet/ })).toHaveCount(0);
});

test("the refusal page speaks both languages and weighs little", async ({ page, context, user, hydrated }) => {
  const link = await refusalLink(context.request, user);
  await context.clearCookies();
  const { paths, bytes } = await load(page, link);
  expect(paths.filter((path) => path.endsWith(".wasm"))).toEqual([]);
  expect(bytes).toBeLessThanOrEqual(60_000);
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Refuse commercial messages");
  if (!hydrated) return;
  await expectAccessible(page);
  await expectNoSideScroll(page);
});

test("somebody else says that the number is theirs, and the company sees it on the card", async ({ page, context, user, stranger, hydrated }) => {
  const contact = await tell(context.request, user, "contacts/save", { kind: "person", given_name: "Ayşe", phones: "0532 123 45 67" });
  const link = await refusalLink(context.request, user);
  await stranger.goto(link);
  await stranger.getByRole("button", { name: "Bu numara bana ait değil" }).click();
  await expect(stranger.getByRole("heading", { name: "Bildiriminiz alındı" })).toBeVisible();
  await expect(stranger.getByRole("button", { name: /reddet/ })).toHaveCount(0);
  if (hydrated) await expectAccessible(stranger);

  await page.goto(user.home, { waitUntil: "networkidle" });
  const todo = page.getByRole("region", { name: "Sizi bekleyenler" }).getByRole("listitem");
  await todo.filter({ hasText: "“Bana ait değil” denilen" }).getByRole("link", { name: "Bak" }).click();
  await page.waitForURL(/\/contacts\?has=reported$/);
  await page.getByRole("link", { name: "Ayşe", exact: true }).click();
  await page.waitForURL(`**/contacts/${contact}`);
  await expect(page.getByText("Bu adrese hiçbir mesaj gitmez.")).toBeVisible();
  await expect(page.getByText("Mesajları alan kişi “bana ait değil” dedi").first()).toBeVisible();
  const story = page.getByRole("region", { name: "Olan bitenler" });
  await expect(story.getByText("Mesajları alan kişi “bana ait değil” dedi")).toBeVisible();

  await stranger.getByRole("button", { name: "Yanlışlıkla bildirdim, geri al" }).click();
  await expect(stranger.getByText("Bildiriminiz geri alındı")).toBeVisible();
  await page.reload();
  await expect(page.getByText("Bu adrese hiçbir mesaj gitmez.")).toHaveCount(0);
});

test("somebody chooses what comes, class by class, and the company sees it on the card", async ({ page, context, user, stranger, hydrated }) => {
  const contact = await tell(context.request, user, "contacts/save", { kind: "person", given_name: "Ayşe", phones: "0532 123 45 67" });
  await stranger.goto(await refusalLink(context.request, user));
  await stranger.getByRole("link", { name: "Tüm mesaj tercihlerim" }).click();
  await expect(stranger.getByRole("heading", { level: 1 })).toHaveText("Mesaj tercihleriniz");
  const notices = stranger.getByRole("group", { name: "Bilgilendirme mesajları" });
  const bySms = notices.getByRole("checkbox", { name: "SMS ile gönderilsin" });
  await expect(bySms).toBeChecked();
  await bySms.uncheck();
  await stranger.getByRole("button", { name: "Tercihlerimi kaydet" }).click();
  await expect(stranger.getByText("Tercihleriniz kaydedildi")).toBeVisible();
  await expect(bySms).not.toBeChecked();
  await expect(notices.getByRole("checkbox", { name: "WhatsApp ile gönderilsin" })).toBeChecked();
  const offers = stranger.getByRole("group", { name: "Kampanya ve tanıtım" });
  await expect(offers.getByRole("checkbox")).toHaveCount(0);
  await expect(offers.getByText("SMS: onay vermediniz")).toBeVisible();
  if (hydrated) {
    await expectAccessible(stranger);
    await expectNoSideScroll(stranger);
  }
  await stranger.getByRole("button", { name: "English" }).click();
  await expect(stranger.getByRole("heading", { level: 1 })).toHaveText("Your message preferences");

  await page.goto(`${user.home}/contacts/${contact}`);
  await expect(page.getByText("SMS ile bildirim de istemiyor").first()).toBeVisible();
});

test("a mailbox refuses with one click and no cookie", async ({ page, context, user, playwright, baseURL }) => {
  const link = await refusalLink(context.request, user);
  const mailbox = await playwright.request.newContext({ baseURL });
  const answer = await mailbox.post(link, {
    headers: { "content-type": "application/x-www-form-urlencoded", origin: "https://mail.example" },
    data: "List-Unsubscribe=One-Click",
  });
  expect(answer.status()).toBe(200);
  await mailbox.dispose();
  await page.goto(link);
  await expect(page.getByRole("heading", { name: "Reddettiniz" })).toBeVisible();
});

test("a commercial message waits for the company's profile and says so", async ({ page, user, context }) => {
  const company = user.home.slice("/c/".length);
  const draft = await context.request.post("/api/v1/campaigns/save-audience", {
    headers: sameOrigin(),
    data: { company, channel: "sms", typed: "0532 123 45 67" },
  });
  expect(draft.status(), await draft.text()).toBe(200);
  const campaign = await draft.json();
  const content = await context.request.post("/api/v1/campaigns/save-content", {
    headers: sameOrigin(),
    data: { company, campaign, class: "commercial", body: "Kış lastiğinde indirim" },
  });
  expect(content.status(), await content.text()).toBe(200);
  await page.goto(`${user.home}/send/${campaign}?step=review`);
  await expect(page.getByText("Ticari mesaj için eksikler")).toBeVisible();
  await expect(page.getByRole("link", { name: "Şirket bilgilerine git" })).toBeVisible();
});
