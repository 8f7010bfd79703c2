import { expectAccessible } from "../support/axe.ts";
import { connect } from "../support/sending.ts";
import { expect, test } from "../support/test.ts";

test("a WhatsApp connection is looked at step by step", async ({ page, context, user, hydrated }) => {
  const account = await connect(context.request, user, "whatsapp_cloud");
  await page.goto(`${user.home}/providers/${account}`, { waitUntil: "networkidle" });
  await page.getByRole("link", { name: "Adım adım denetle" }).click();
  await expect(page.getByText("Henüz denetlenmedi")).toBeVisible();
  await page.getByRole("button", { name: "Şimdi denetle" }).click();
  await expect(page.getByText(/^Son denetim: /)).toBeVisible();
  for (const step of ["Erişim anahtarı", "İzinler", "Telefon numarası", "Görünen ad", "Ödeme yöntemi", "Kalite"]) {
    await expect(page.getByRole("listitem").filter({ hasText: step })).toContainText("Tamam");
  }
  await expect(page.getByText("En çok 2.000 kişi; bu hesaptan yaklaşık 2.000 kişi daha.")).toBeVisible();
  if (hydrated) await expectAccessible(page);
});

test("a token that ended is told at its step", async ({ page, context, user }) => {
  const account = await connect(context.request, user, "whatsapp_cloud", { access_token: "expired" });
  await page.goto(`${user.home}/providers/${account}/connection`);
  await page.getByRole("button", { name: "Şimdi denetle" }).click();
  await expect(page.getByText(/adım düzeltilmeli/)).toBeVisible();
  const step = page.getByRole("listitem").filter({ hasText: "Erişim anahtarı" });
  await expect(step).toContainText("Düzeltin");
  await expect(step).toContainText("süresiz bir anahtar üretip");
});
