import { expectAccessible } from "../support/axe.ts";
import { join } from "../support/member.ts";
import { test } from "../support/own_server.ts";
import { campaignOf, connectSms, draft, messagesOf } from "../support/sending.ts";
import { expect } from "../support/test.ts";

// A stale approval is refused with a status; the browser's console mentions it.
test.use({ expectedErrors: [/status of 409/] });

test("a sender asks, an owner sends it back and then approves it", async ({ page, context, user, server, stranger, hydrated }) => {
  await connectSms(context.request, user);
  const sender = await join(context.request, user, server, stranger.request, "sender");
  const campaign = await draft(stranger.request, sender, { typed: "0532 744 45 67\n0533 744 04 17", body: "Randevunuz yarın." });
  const review = `${user.home}/send/${campaign}?step=review`;
  await stranger.goto(review, { waitUntil: "networkidle" });
  await expect(stranger.getByText("onay yetkisi olan biri onayladıktan sonra gönderilir.")).toBeVisible();
  await stranger.getByRole("button", { name: "Onaya gönder" }).click();
  await stranger.waitForURL(/\/campaigns\/cpn_/);
  await expect(stranger.getByRole("heading", { name: "Onay bekliyor" })).toBeVisible();
  expect(await messagesOf(context.request, user, campaign)).toEqual([]);

  await page.goto(`${user.home}/campaigns`);
  await expect(page.locator("tbody tr")).toContainText("Onay bekliyor");
  await page.goto(`${user.home}/campaigns/${campaign}`, { waitUntil: "networkidle" });
  await page.getByRole("link", { name: "Gözden geçir ve karar ver" }).click();
  await expect(page.getByRole("heading", { name: "Onay bekleyen gönderim" })).toBeVisible();
  await expect(page.getByText("Mehmet Çınar onay istedi")).toBeVisible();
  await expect(page.getByText("Randevunuz yarın.")).toBeVisible();
  if (hydrated) await expectAccessible(page);
  await page.getByLabel("Ne değişmeli?").fill("Saati de yazın.");
  await page.getByRole("button", { name: "Geri gönder" }).click();
  await page.waitForURL(/\/campaigns$/);
  await expect(page.locator("tbody tr")).toContainText("Taslak");

  await stranger.goto(review, { waitUntil: "networkidle" });
  await expect(stranger.getByText("Saati de yazın.")).toBeVisible();
  await stranger.getByRole("button", { name: "Onaya gönder" }).click();
  await stranger.waitForURL(/\/campaigns\/cpn_/);

  await page.goto(`${user.home}/campaigns/${campaign}/approval`);
  await page.getByRole("button", { name: "Onayla ve 2 kişiye gönder" }).click();
  await page.waitForURL(/\/campaigns\/cpn_\w+$/);
  await expect(page.locator(".toast")).toContainText("2 kişiye gönderiliyor.");
  expect((await messagesOf(context.request, user, campaign)).length).toBe(2);
});

test("what its sender took back is not approved by a page that still shows it", async ({ page, context, user, server, stranger }) => {
  await connectSms(context.request, user);
  const sender = await join(context.request, user, server, stranger.request, "sender");
  const campaign = await draft(stranger.request, sender, { typed: "0532 744 45 67\n0533 744 04 17", body: "Randevunuz yarın." });
  await stranger.goto(`${user.home}/send/${campaign}?step=review`, { waitUntil: "networkidle" });
  await stranger.getByRole("button", { name: "Onaya gönder" }).click();
  await stranger.waitForURL(/\/campaigns\/cpn_/);
  const decision = `${user.home}/campaigns/${campaign}/approval`;
  await page.goto(decision);

  await stranger.goto(decision);
  await expect(stranger.getByRole("button", { name: /^Onayla/ })).toHaveCount(0);
  await stranger.getByRole("button", { name: "Geri al" }).click();
  await stranger.waitForURL(/\/send\/cpn_/);

  await page.getByRole("button", { name: "Onayla ve 2 kişiye gönder" }).click();
  await expect(page.getByText("Bu gönderim artık onay beklemiyor.")).toBeVisible();
  expect((await campaignOf(context.request, user, campaign)).state).toBe("draft");
  expect(await messagesOf(context.request, user, campaign)).toEqual([]);
});
