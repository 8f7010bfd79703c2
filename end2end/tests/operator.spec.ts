import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";

import { expectAccessible } from "../support/axe.ts";
import { post } from "../support/calls.ts";
import { expectNoSideScroll } from "../support/layout.ts";
import { test } from "../support/own_server.ts";
import { expect, test as shared } from "../support/test.ts";
import { load } from "../support/traffic.ts";

const PAGES = ["", "/profile", "/keys", "/audit", "/policies/terms"];

// Only the first user of a server is its operator: each test has a server of its own.
test("the operator's pages are light, accessible and fit a phone", async ({ page, user, hydrated }) => {
  expect(user.home).toMatch(/^\/c\//);
  for (const below of PAGES) {
    await test.step(`/operator${below}`, async () => {
      await page.setViewportSize({ width: 1280, height: 800 });
      const { paths, bytes } = await load(page, `/operator${below}`);
      expect(paths.filter((path) => path.endsWith(".wasm"))).toEqual([]);
      expect(bytes).toBeLessThanOrEqual(60_000);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expect(page.locator("main .notice[data-tone=bad]")).toHaveCount(0);
      if (!hydrated) return;
      await expectAccessible(page);
      await expectNoSideScroll(page);
    });
  }
});

test("the operator is led from the account, sees how it stands, and gives it another name", async ({ page, context, user }) => {
  const sms = { channel: "sms", recipient: "0532 123 45 67", class: "informational", text: "Randevunuz yarın." };
  expect((await post(context.request, user, "messages/send", sms)).status()).toBe(200);
  await page.goto(`${user.home}/account`, { waitUntil: "networkidle" });
  await page.getByRole("link", { name: "Operatör sayfasını aç" }).click();
  const state = page.getByRole("region", { name: "Durum" });
  await expect(state).toContainText("SQLite");
  await expect(state).toContainText("BACKUP_FOLDER ayarlanmamış");
  // The company has no SMS account, so its message is held.
  const held = page.getByRole("table", { name: "Sıra" }).getByRole("row", { name: /SMS/ }).getByRole("cell").nth(2);
  await expect(held).toHaveText("1");

  await page.getByRole("link", { name: /Ad ve kimlik/ }).click();
  await expect(page.getByText("Aydınlatma metni, veri sorumlusunun kim olduğunu")).toBeVisible();
  await page.locator("input[name=name]").fill("Kuzey Mesaj");
  await page.locator("input[name=contact]").fill("info@");
  await page.locator("input[name=trade_name]").fill("Kuzey Yazılım A.Ş.");
  await page.locator("textarea[name=address]").fill("Çarşı Sk. 1\nİzmir");
  await page.getByRole("button", { name: "Kaydet" }).click();
  await expect(page.locator("#contact-error")).toContainText("e-posta adresine benzemiyor");
  await expect(page.locator("input[name=name]")).toHaveValue("Kuzey Mesaj");
  await page.locator("input[name=contact]").fill("info@kuzey.example");
  await page.getByRole("button", { name: "Kaydet" }).click();
  await expect(page.getByText("Kaydedildi.")).toBeVisible();
  await expect(page.getByRole("banner")).toContainText("Kuzey Mesaj");
  await expect(page.getByText("Aydınlatma metni, veri sorumlusunun kim olduğunu")).toHaveCount(0);
  await page.goto("/policies/clarification");
  for (const words of ["Kuzey Mesaj (info@kuzey.example)", "Kuzey Yazılım A.Ş.", "Çarşı Sk. 1, İzmir"]) {
    await expect(page.getByText(words)).toBeVisible();
  }
});

test("the keys are told of, and a broken audit log is found with its entry", async ({ page, user, server }) => {
  expect(user.home).toMatch(/^\/c\//);
  await page.goto("/operator/keys");
  await expect(page.getByRole("row", { name: /Etkin/ }).getByRole("cell").last()).toHaveText("1");
  await expect(page.getByText("Bütün anahtarları etkin ana anahtar sarıyor.")).toBeVisible();
  await page.goto("/operator/audit");
  await expect(page.getByText("Bütün zincirler sağlam.")).toBeVisible();
  await expect(page.getByRole("row", { name: new RegExp(user.companyName) })).toContainText("Sağlam, 1 kayıt");
  const forge = "UPDATE audit_log SET actor_id = 7 WHERE company_id <> 0 AND sequence = 1";
  await promisify(execFile)("sqlite3", ["-cmd", ".timeout 5000", join(server.data, "data.db"), forge]);
  await page.getByRole("link", { name: "Yeniden denetle" }).click();
  await expect(page.getByText("En az bir zincir kırık.")).toBeVisible();
  await expect(page.getByRole("row", { name: new RegExp(user.companyName) })).toContainText("1. kayıtta kırık");
});

test("a document gets its next version, and what is wrong with it comes back at its field", async ({ page, user }) => {
  expect(user.home).toMatch(/^\/c\//);
  await page.goto("/operator");
  await page.getByRole("link", { name: "Gizlilik politikası" }).click();
  await page.locator("textarea[name=body_tr]").fill("## Kısaca\n\nHiçbir şey saklanmaz.");
  await page.locator("textarea[name=body_en]").fill("{{nobody}} keeps nothing.");
  await page.getByRole("button", { name: "Yeni sürümü yayımla" }).click();
  await expect(page.locator("#body_en-error")).toBeVisible();
  await expect(page.locator("textarea[name=body_tr]")).toHaveValue("## Kısaca\n\nHiçbir şey saklanmaz.");
  await page.locator("textarea[name=body_en]").fill("{{brand}} keeps nothing.");
  await page.getByRole("button", { name: "Yeni sürümü yayımla" }).click();
  await expect(page.getByText("Yayımlandı.")).toBeVisible();
  await page.getByRole("link", { name: "Yayımlanmış hâli" }).click();
  await expect(page.getByText("Sürüm 2")).toBeVisible();
  await expect(page.getByText("Hiçbir şey saklanmaz.")).toBeVisible();
});

shared("others find no page of the operator", async ({ page, user }) => {
  for (const below of PAGES) {
    await page.goto(`/operator${below}`);
    expect(new URL(page.url()).pathname).toBe(user.home);
  }
  await page.goto(`${user.home}/account`, { waitUntil: "networkidle" });
  await expect(page.getByRole("link", { name: "Belgeleri aç" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Operatör sayfasını aç" })).toHaveCount(0);
});
