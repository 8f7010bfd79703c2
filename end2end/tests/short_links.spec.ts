import { expectAccessible } from "../support/axe.ts";
import { ask } from "../support/calls.ts";
import { expectNoSideScroll } from "../support/layout.ts";
import { connectSms, draft, launch, messagesOf } from "../support/sending.ts";
import { expect, test } from "../support/test.ts";

const LONG = "https://www.karaca.com.tr/fatura/2026-12-000123?kaynak=sms&hafta=49&sube=konya-merkez";

test("a company lets its links be shortened, sees them before they are sent, and how often they were opened", async ({
  page,
  context,
  user,
  playwright,
  baseURL,
  hydrated,
}) => {
  await connectSms(context.request, user);
  await page.goto(`${user.home}/reports`);
  await page.getByRole("link", { name: "Kısa bağlantılar" }).click();
  await page.waitForURL("**/reports/links");
  await expect(page.getByText("Henüz kısaltılmış bağlantı yok")).toBeVisible();
  await page.getByRole("region", { name: "SMS’teki bağlantılar kısaltılmıyor" }).getByRole("button", { name: "Kısaltmayı aç" }).click();
  await expect(page.getByRole("heading", { name: "SMS’teki bağlantılar kısaltılıyor" })).toBeVisible();

  const campaign = await draft(context.request, user, { typed: "0532 788 45 67", body: `Faturaniz hazir: ${LONG}` });
  await page.goto(`${user.home}/send/${campaign}?step=content`, { waitUntil: "networkidle" });
  if (!hydrated) await page.getByRole("button", { name: "Önizle" }).click();
  await expect(page.locator(".phone .bubble")).toContainText(/Faturaniz hazir: http\S+\/l\/0{11}/);
  await expect(page.locator("textarea[name=body]")).toHaveValue(`Faturaniz hazir: ${LONG}`);
  await launch(page, user, campaign, 1);
  await expect.poll(async () => (await messagesOf(context.request, user, campaign)).length).toBe(1);
  const [sent] = await messagesOf(context.request, user, campaign);
  const { body } = await ask<{ body: { text: string } }>(context.request, user, "messages/get", { message: sent?.id ?? "" });
  expect(body.text).toMatch(/^Faturaniz hazir: http\S+\/l\/[1-9A-Za-z]{11}$/);

  const reader = await playwright.request.newContext({ baseURL });
  const answer = await reader.get(body.text.slice(body.text.indexOf("/l/")), { maxRedirects: 0 });
  expect([answer.status(), answer.headers().location]).toEqual([302, LONG]);
  await reader.dispose();

  await page.goto(`${user.home}/reports/links`);
  const row = page.getByRole("row").filter({ hasText: LONG });
  await expect(row.getByRole("cell").last()).toHaveText("1");
  if (hydrated) {
    await expectAccessible(page);
    await expectNoSideScroll(page);
  }
});

test.describe("an address that leads nowhere any more", () => {
  test.use({ expectedErrors: [/status of 404/] });

  test("says so in both languages", async ({ stranger }) => {
    const answer = await stranger.goto("/l/11111111111");
    expect(answer?.status()).toBe(404);
    await expect(stranger.getByRole("heading", { level: 1 })).toHaveText("Bu bağlantı açılmıyor");
    await stranger.getByRole("button", { name: "English" }).click();
    await expect(stranger.getByRole("heading", { level: 1 })).toHaveText("This link does not open");
  });
});
