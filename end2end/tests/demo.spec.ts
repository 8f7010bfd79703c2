import { ask } from "../support/calls.ts";
import { test } from "../support/own_server.ts";
import { expectInTime } from "../support/patience.ts";
import { expect } from "../support/test.ts";

test.use({ settings: { DEMO: "1" } });

test("the demo says how to sign in, and its company has people, campaigns and what became of them", async ({
  page,
  context,
  server,
  hydrated,
}) => {
  test.setTimeout(120_000);
  await page.goto("/signin");
  const shown = page.getByText("Bu bir deneme kurulumudur: hiçbir mesaj dışarı çıkmaz").locator("..");
  const [login, password] = await shown.locator("b").allTextContents();
  expect(server.output()).toContain(`Demo: sign in as ${login} with the password: ${password}`);
  await page.getByRole("button", { name: "Denemeye gir" }).click();
  await page.waitForURL(/\/c\/cmp_\w+$/);
  const user = { home: new URL(page.url()).pathname, server: server.url, name: "", email: "", companyName: "", login: "", password: "" };
  await expect(page.locator("header.top .mode")).toHaveText("Deneme");
  await page.goto(`${user.home}/contacts`);
  await expect(page.getByRole("link", { name: "Ayşe Yıldız" })).toBeVisible();
  expect((await ask<{ total: number }>(context.request, user, "contacts/list")).total).toBeGreaterThan(10);

  await page.goto(`${user.home}/campaigns`);
  // The list does not follow by itself.
  for (const name of ["Filo bakım raporu", "WhatsApp hattımız açıldı", "Kış lastiği randevusu"]) {
    await expectInTime(page, page.getByRole("row", { name }).filter({ hasText: "Bitti" }), false);
  }
  await page.getByRole("link", { name: "Kış lastiği randevusu" }).click();
  const reasons = page.getByRole("region", { name: "Ulaşmayanlar" });
  await expectInTime(page, reasons.getByText("Numara geçersiz"), hydrated);
  await page.goto(`${user.home}/messages?channel=whatsapp`);
  await expectInTime(page, page.getByRole("row").filter({ hasText: "Okundu" }).first(), hydrated);
  await page.goto(`${user.home}/messages?channel=sms`);
  await expectInTime(page, page.getByRole("row").filter({ hasText: "Teslim edildi" }).first(), hydrated);
});
