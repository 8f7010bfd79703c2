import type { APIRequestContext } from "@playwright/test";

import { expectAccessible } from "../support/axe.ts";
import { expectNoSideScroll } from "../support/layout.ts";
import { expect, test } from "../support/test.ts";
import { type User, sameOrigin } from "../support/user.ts";

// A refused form is a 422, which the browser's console mentions.
test.use({ expectedErrors: [/status of 422/] });

/** A WhatsApp account at the stand-in; its id. */
async function connect(request: APIRequestContext, user: User): Promise<string> {
  const values = {
    phone_number_id: "106540352242922",
    waba_id: "102290129340398",
    access_token: "example-access-token",
    app_secret: "0123456789abcdef0123456789abcdef",
    verify_token: "example-verify-token",
    rate: "60",
  };
  const company = user.home.slice("/c/".length);
  const saved = await request.post("/api/v1/accounts/save", { headers: sameOrigin(), data: { company, provider: "whatsapp_cloud", values } });
  expect(saved.status(), await saved.text()).toBe(200);
  return saved.json();
}

test("an account's page lists the templates Meta keeps, and refreshes them", async ({ page, context, user, hydrated }) => {
  const account = await connect(context.request, user);
  await page.goto(`${user.home}/providers/${account}`);
  await expect(page.getByText("bahar_indirimi")).toBeVisible();
  await expect(page.getByText("Meta duraklattı")).toBeVisible();
  await page.getByRole("button", { name: "Şablonları yenile" }).click();
  await expect(page.getByText("Şablonlar yenilendi.")).toBeVisible();
  await expect(page.getByText("bahar_indirimi")).toBeVisible();
  if (!hydrated) return;
  await expectAccessible(page);
  await expectNoSideScroll(page);
});

test("a WhatsApp campaign chooses an approved template and fills it", async ({ page, context, user, hydrated }) => {
  await connect(context.request, user);
  const company = user.home.slice("/c/".length);
  const draft = await context.request.post("/api/v1/campaigns/save-audience", {
    headers: sameOrigin(),
    data: { company, channel: "whatsapp", typed: "0532 123 45 67" },
  });
  const campaign = await draft.json();
  await page.goto(`${user.home}/send/${campaign}`);
  await expect(page.getByText("Onaylı şablon seçin")).toBeVisible();
  await page.getByRole("link", { name: /siparis_onayi.*tr/ }).first().click();
  await expect(page.getByRole("group", { name: "Metindeki boşluk: 1" })).toBeVisible();
  if (hydrated) {
    await expectAccessible(page);
    await expectNoSideScroll(page);
  }
  const first = page.getByRole("group", { name: "Metindeki boşluk: 1" });
  await first.getByRole("combobox").selectOption({ label: "Telefon" });
  await page.getByRole("button", { name: "Kaydet ve gözden geçir" }).click();
  const second = page.getByRole("group", { name: "Metindeki boşluk: 2" });
  await expect(second.locator(".error")).toBeVisible();
  // What was chosen is still there.
  await expect(first.getByRole("combobox")).toHaveValue("telefon");
  await second.getByRole("textbox").fill("S-1024");
  await page.getByRole("button", { name: "Kaydet ve gözden geçir" }).click();
  await page.waitForURL(/step=review/);
  await page.locator("main .send button.primary").click();
  await page.waitForURL(/\/campaigns\/cpn_/);
  await page.goto(`${user.home}/messages`);
  await expect(page.locator("tbody tr")).toHaveCount(1);
});
