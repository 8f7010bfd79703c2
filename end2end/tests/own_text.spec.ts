import type { APIRequestContext, Locator, Page } from "@playwright/test";

import { expectAccessible } from "../support/axe.ts";
import { tell } from "../support/calls.ts";
import { expectNoSideScroll } from "../support/layout.ts";
import { expectInTime } from "../support/patience.ts";
import { campaignOf, connect, draft, messagesOf } from "../support/sending.ts";
import { expect, test } from "../support/test.ts";
import type { User } from "../support/user.ts";

// A refused form is a 422, which the browser's console mentions.
test.use({ expectedErrors: [/status of 422/] });

/** Whoever has this number at the stand-in writes back when a message is delivered; the other one never does. */
const ANSWERS = "0532 788 70 12";
const SILENT = "0532 788 45 67";
const TEXT = "Sayın {{ad|müşterimiz}}, siparişiniz yola çıktı.";

test("a text of one's own goes to those who wrote within a day, and to nobody else", async ({
  page,
  context,
  user,
  hydrated,
}) => {
  test.setTimeout(150_000);
  await connect(context.request, user, "whatsapp_cloud");
  const contact = await tell(context.request, user, "contacts/save", { kind: "person", given_name: "Ayşe", phones: ANSWERS });
  await page.goto(`${user.home}/contacts/${contact}`);
  await expect(addresses(page)).toContainText(ANSWERS);
  await expect(openUntil(page)).toHaveCount(0);
  await sendTemplate(context.request, user, ANSWERS);
  await expectInTime(page, openUntil(page), false);
  if (hydrated) await expectAccessible(page);

  const campaign = await draft(context.request, user, { channel: "whatsapp", typed: `${ANSWERS}\n${SILENT}` });
  await page.goto(`${user.home}/send/${campaign}?step=content`, { waitUntil: "networkidle" });
  await page.getByRole("link", { name: /^Kendi metniniz/ }).click();
  await expect(page.getByText("yalnız son 24 saatte WhatsApp’tan size yazmış kişilere gider")).toBeVisible();
  const body = page.locator("textarea[name=body]");
  await body.fill(TEXT);
  await page.getByRole("button", { name: "Kaydet ve gözden geçir" }).click();
  await expect(page.getByText("Mesajın türünü seçin; türü belli olmayan mesaj gönderilmez.")).toBeVisible();
  await expect(body).toHaveValue(TEXT);
  await page.locator("input[name=class][value=informational]").check();
  const bubble = page.locator(".phone .bubble");
  if (hydrated) {
    // The field counts as what stands in for it.
    await expect(page.getByText("41 / 4096 karakter")).toBeVisible();
  } else {
    await page.getByRole("button", { name: "Önizle" }).click();
  }
  await expect(bubble).toHaveText("Sayın Ayşe, siparişiniz yola çıktı.");
  await expect(body).toHaveValue(TEXT);
  if (hydrated) {
    await expectAccessible(page);
    await expectNoSideScroll(page);
  }

  await page.getByRole("button", { name: "Kaydet ve gözden geçir" }).click();
  await page.waitForURL(/step=review/);
  const left = page.getByRole("listitem").filter({ hasText: "24 saatlik yazışma süresi kapalı" });
  await expect(left).toContainText(SILENT.replaceAll(" ", "\u00a0"));
  await expect(left).toContainText("Onaylı bir şablon seçip yeniden gönderin.");
  await page.getByRole("button", { name: "1 kişiye gönder" }).click();
  await page.waitForURL(/\/campaigns\/cpn_/);
  await expectInTime(page, page.getByRole("heading", { name: "Bitti" }), hydrated);
  await expect.poll(async () => (await campaignOf(context.request, user, campaign)).progress.delivered, { timeout: 30_000 }).toBe(1);
  expect((await messagesOf(context.request, user, campaign)).length).toBe(1);
});

test("to somebody who never wrote only a template goes, and every page says so", async ({ page, context, user, hydrated }) => {
  await connect(context.request, user, "whatsapp_cloud");
  const message = await tell(context.request, user, "messages/send", {
    channel: "whatsapp",
    recipient: SILENT,
    class: "informational",
    text: "Siparişiniz yola çıktı.",
  });
  await page.goto(`${user.home}/messages/${message}`);
  const outcome = page.locator("section", { has: page.locator("#outcome") });
  await expect(outcome).toContainText("24 saatlik yazışma süresi kapalı");
  await expect(outcome).toContainText("Onaylı bir şablon seçip yeniden gönderin.");

  const campaign = await draft(context.request, user, { channel: "whatsapp", typed: SILENT, body: "Siparişiniz yola çıktı." });
  await page.goto(`${user.home}/send/${campaign}?step=content`, { waitUntil: "networkidle" });
  await expect(page.locator("textarea[name=body]")).toHaveValue("Siparişiniz yola çıktı.");
  await page.locator("input[name=to]").fill(SILENT);
  await page.getByRole("button", { name: "Deneme gönder" }).click();
  await expect(page.getByText("Bu kişi son 24 saatte WhatsApp’tan size yazmadı; ona yalnız onaylı şablonla yazabilirsiniz.")).toBeVisible();
  await expect(page.locator("input[name=to]")).toHaveValue(SILENT);

  await page.goto(`${user.home}/send/${campaign}?step=review`, { waitUntil: "networkidle" });
  await expect(page.getByText("Bu mesaj kimseye gitmiyor.")).toBeVisible();
  if (hydrated) await expectAccessible(page);
  await page.locator("main .send").getByRole("link", { name: "Şablon seç" }).click();
  await expect(page.getByRole("link", { name: /^Onaylı şablon/ })).toHaveAttribute("aria-current", "true");
  await expect(page.getByRole("link", { name: /siparis_onayi.*tr/ }).first()).toBeVisible();
  await page.getByRole("link", { name: /^Kendi metniniz/ }).click();
  await expect(page.locator("textarea[name=body]")).toHaveValue("Siparişiniz yola çıktı.");
});

/** Sends an approved template that needs no consent. */
async function sendTemplate(request: APIRequestContext, user: User, typed: string): Promise<void> {
  const campaign = await draft(request, user, { channel: "whatsapp", typed });
  await tell<object>(request, user, "campaigns/save-content", { campaign, template: "merhaba/tr" });
  await tell(request, user, "campaigns/launch", { campaign });
}

function addresses(page: Page): Locator {
  return page.getByRole("region", { name: "Telefon ve e-posta" });
}

/** Until when the person can be answered without a template. */
function openUntil(page: Page): Locator {
  return addresses(page).getByText(/^WhatsApp’tan \d\d\.\d\d\.\d{4} \d\d:\d\d saatine kadar kendi metninizle yazabilirsiniz\.$/);
}
