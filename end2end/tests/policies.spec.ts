import { expectAccessible } from "../support/axe.ts";
import { post } from "../support/calls.ts";
import { NEWS, publish } from "../support/documents.ts";
import { expectNoSideScroll } from "../support/layout.ts";
import { test } from "../support/own_server.ts";
import { expect } from "../support/test.ts";
import { load } from "../support/traffic.ts";

// Who has not accepted the terms is refused with a 403, and the page that is left may still ask for news.
test.use({ expectedErrors: [/status of (401|403|404)/] });

const ACCEPT = "Okudum ve kabul ediyorum";
const READ = "Okudum, devam et";

test("new terms are shown at the sign-in with what is new, accepted, and lead on to where it was heading", async ({
  page,
  context,
  user,
  hydrated,
}) => {
  await publish(context.request, user, "terms");
  await publish(context.request, user, "clarification");
  await context.clearCookies();
  await page.goto(`${user.home}/messages?state=failed`);
  await page.locator("input[name=login]").fill(user.login);
  await page.locator("input[name=password]").fill(user.password);
  await page.locator("main form button[type=submit]").last().click();
  await page.waitForURL(/\/documents\?next=/);

  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Kullanım Koşulları");
  await expect(page.getByText("Sürüm 2")).toBeVisible();
  await expect(page.getByText("Ardından 1 belge daha var.")).toBeVisible();
  const news = page.getByRole("region", { name: "Neler değişti" });
  await expect(news.locator("ins")).toContainText(NEWS[0]);
  await expect(news.locator("del")).toHaveCount(0);
  await expect(page.getByRole("region", { name: "Belgenin tamamı" })).toContainText("1. Hizmet");
  if (hydrated) {
    await expectAccessible(page);
    await expectNoSideScroll(page);
  }
  // In the reader's language.
  await page.getByRole("button", { name: "English" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Terms of Use");
  await expect(page.locator("ins")).toContainText(NEWS[1]);
  await page.getByRole("button", { name: "Türkçe" }).click();

  await page.getByRole("button", { name: ACCEPT }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Aydınlatma Metni");
  await expect(page.getByText("onayınız istenmez")).toBeVisible();
  await expect(page.getByRole("button", { name: ACCEPT })).toHaveCount(0);
  await page.getByRole("button", { name: READ }).click();
  await page.waitForURL(`**${user.home}/messages?state=failed`);
});

test("until they are accepted nothing new is sent, and everything else stays open", async ({ page, context, user, hydrated }) => {
  await page.goto(user.home, { waitUntil: "networkidle" });
  await publish(context.request, user, "terms");
  const sms = { channel: "sms", recipient: "0532 123 45 67", class: "informational", text: "Randevunuz yarın." };
  const refused = await post(context.request, user, "messages/send", sms);
  expect(refused.status()).toBe(403);
  expect(await refused.json()).toMatchObject({ problem: "terms_not_accepted", type: "/problems/terms_not_accepted" });

  // A page that is open already hears of it from its call; without scripts the server leads there.
  await page.getByRole("link", { name: "Yeni gönderim" }).first().click();
  if (hydrated) await page.getByRole("link", { name: "Oku ve kabul et" }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Kullanım Koşulları");
  await page.getByRole("link", { name: "Daha sonra" }).click();
  await page.waitForURL(`**${user.home}`);
  await page.goto(`${user.home}/contacts`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Kişiler");

  await page.goto(`${user.home}/send`);
  await page.getByRole("button", { name: ACCEPT }).click();
  await page.waitForURL(`**${user.home}/send`);
  await expect(page.getByRole("button", { name: "Devam et" })).toBeVisible();
  expect((await post(context.request, user, "messages/send", sms)).status()).toBe(200);
});

test("who does not accept may sign out", async ({ page, context, user }) => {
  await publish(context.request, user, "terms");
  await page.goto("/documents");
  await page.getByRole("button", { name: "Çıkış yap" }).click();
  await page.waitForURL("**/signin");
});

test("somebody reads what they accepted, word for word, from their account", async ({ page, context, user, hydrated }) => {
  await page.goto(`${user.home}/account`, { waitUntil: "networkidle" });
  await page.getByRole("link", { name: "Belgeleri aç" }).click();
  const list = page.getByRole("table", { name: "Gördükleriniz ve kabul ettikleriniz" });
  await expect(list.locator("tbody tr")).toHaveCount(2);
  await expect(list.getByRole("row", { name: /Aydınlatma Metni/ })).toContainText("Gösterildi");
  await expect(list.getByRole("row", { name: /Kullanım Koşulları/ })).toContainText("Kabul edildi");
  if (hydrated) {
    await expectAccessible(page);
    await expectNoSideScroll(page);
  }

  // What is asked of the company's manager without hurry.
  await page.getByRole("link", { name: /Veri İşleme Sözleşmesi/ }).click();
  await expect(page.getByText(`Bu sözleşme ${user.companyName} adına kabul edilir.`)).toBeVisible();
  await page.getByRole("button", { name: ACCEPT }).click();
  await expect(list.getByRole("row", { name: /Veri İşleme Sözleşmesi/ })).toContainText(user.companyName);

  await publish(context.request, user, "terms");
  await page.goto("/documents");
  await page.getByRole("button", { name: ACCEPT }).click();
  await expect(list.getByRole("row", { name: /Kullanım Koşulları/ })).toHaveCount(2);
  const { paths, bytes } = await load(page, (await list.getByRole("link", { name: "Kullanım Koşulları" }).last().getAttribute("href")) ?? "");
  expect(paths.filter((path) => path.endsWith(".wasm"))).toEqual([]);
  expect(bytes).toBeLessThanOrEqual(60_000);
  const facts = page.getByRole("region", { name: "Belge kaydı" });
  await expect(facts).toContainText("Kabul edildi");
  await expect(facts.locator("code")).toHaveText(/^[0-9a-f]{64}$/);
  await expect(page.getByText("1. Hizmet")).toBeVisible();
  await expect(page.getByText(NEWS[0])).toHaveCount(0);
  if (hydrated) {
    await expectAccessible(page);
    await expectNoSideScroll(page);
  }
});
