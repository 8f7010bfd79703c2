import type { Page } from "@playwright/test";

import { expectAccessible } from "../support/axe.ts";
import { ask, post } from "../support/calls.ts";
import { mailedToken } from "../support/mail.ts";
import { test as alone } from "../support/own_server.ts";
import { signIn } from "../support/signin.ts";
import { expect, test } from "../support/test.ts";

// Who may not, or not any more, is told so with a status; the browser's console mentions it.
const REFUSED = { expectedErrors: [/status of (401|403|410|422)/] };
test.use(REFUSED);
alone.use(REFUSED);

const PASSWORD = "kestane kebap kokusu 7";

alone("the first visitor sets a fresh installation up, and is the only one", async ({ page, stranger, hydrated }) => {
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "Kurulum" })).toBeVisible();
  await fillPerson(page, { username: "ayşe kaya", email: "ayse@firma", password: "kısa", again: "başka" });
  await page.getByLabel("Şirket adı").fill("Işık Lastik");
  await page.getByRole("button", { name: "Kurulumu bitir" }).click();
  await expect(page.locator("#username-error")).toBeVisible();
  await expect(page.locator("#email-error")).toHaveText("Bu bir e-posta adresine benzemiyor. Örnek: ayse@firma.com");
  await expect(page.locator("#password-error")).toHaveText("Şifre en az 12 karakter olmalı.");
  await expect(page.locator("#accept_terms-error")).toHaveText("Devam etmek için bunu kabul etmeniz gerekir.");
  await expect(page.getByLabel("Adınız ve soyadınız")).toHaveValue("Ayşe Kaya");
  await expect(page.getByLabel("Şirket adı")).toHaveValue("Işık Lastik");
  await expect(page.locator("#password")).toHaveValue("");
  if (hydrated) await expectAccessible(page);

  await fillPerson(page, { username: "ayse", email: "ayse@firma.example", password: PASSWORD, again: PASSWORD });
  await page.getByLabel("Kullanım koşullarını okudum").check();
  await page.getByRole("button", { name: "Kurulumu bitir" }).click();
  await page.waitForURL(/\/c\/cmp_\w+$/);
  await expect(page.getByRole("heading", { name: "İlk adımlar" })).toBeVisible();
  await expect(page.locator("header.top")).toContainText("Işık Lastik");

  for (const place of ["/setup", "/signup"]) {
    await stranger.goto(place);
    await expect(stranger.getByRole("heading", { name: "Giriş" })).toBeVisible();
  }
  await expect(stranger.getByText("Şirketinizin yöneticisinden davet isteyin.")).toBeVisible();
});

test("a stranger signs up, is told what is taken or too easy, and signs out", async ({ user, stranger }) => {
  await stranger.goto("/signin");
  await stranger.getByRole("link", { name: "Hesap açın" }).click();
  const mine = { username: `${user.login}_2`, email: `iki.${user.email}` };
  await fillPerson(stranger, { username: user.login, email: user.email, password: "aaaaaaaaaaaa1", again: "aaaaaaaaaaaa1" });
  await stranger.getByLabel("Şirket adı").fill("Kaya Oto");
  await stranger.getByLabel("Kullanım koşullarını okudum").check();
  await stranger.getByRole("button", { name: "Hesabı aç" }).click();
  await expect(stranger.locator("#password-error")).toHaveText("Bu şifre kolay tahmin ediliyor. Birkaç rastgele sözcük deneyin.");
  await fillPerson(stranger, { username: user.login, email: user.email, password: PASSWORD, again: PASSWORD });
  await stranger.getByRole("button", { name: "Hesabı aç" }).click();
  for (const field of ["username", "email"]) {
    await expect(stranger.locator(`#${field}-error`)).toHaveText("Bu değer zaten kullanılıyor; başka bir değer yazın.");
  }
  await expect(stranger.getByLabel("Kullanım koşullarını okudum")).toBeChecked();
  await fillPerson(stranger, { ...mine, password: PASSWORD, again: PASSWORD });
  await stranger.getByRole("button", { name: "Hesabı aç" }).click();
  await stranger.waitForURL(/\/c\/cmp_\w+$/);
  const home = new URL(stranger.url()).pathname;

  await stranger.locator("summary[aria-label=Hesabınız]").click();
  await expect(stranger.locator(".menu-who")).toContainText(mine.email);
  await stranger.getByRole("button", { name: "Çıkış yap" }).click();
  await stranger.waitForURL("**/signin");
  const late = await stranger.request.get(`/api/v1/members/list?company=${home.slice("/c/".length)}`);
  expect(late.status()).toBe(401);
  await stranger.goto(home);
  await expect(stranger.getByRole("heading", { name: "Giriş" })).toBeVisible();
});

alone("a forgotten password is renewed once by the mail's link, and ends every session", async ({
  page,
  user,
  server,
  stranger,
  hydrated,
}) => {
  await stranger.goto("/signin");
  await stranger.getByRole("link", { name: "Şifremi unuttum" }).click();
  await expect(stranger.getByText("Bu kurulum şu anda e-posta gönderemiyor")).toBeVisible();
  // The same answer for a name that nobody has.
  for (const login of ["kimse", user.login]) {
    await stranger.goto("/reset");
    await stranger.getByLabel("Kullanıcı adı ya da e-posta").fill(login);
    await stranger.getByRole("button", { name: "Bağlantı gönder" }).click();
    await expect(stranger.getByRole("status")).toContainText("Böyle bir hesap varsa");
  }
  const link = `/reset/${await mailedToken(server, "password_resets")}`;
  await stranger.goto(link);
  await expect(stranger).toHaveURL(/\/reset\/new$/);
  if (hydrated) await expectAccessible(stranger);
  await setPassword(stranger, PASSWORD, "başka bir şey yazdım");
  await expect(stranger.locator("#password_again-error")).toHaveText("İki şifre aynı değil.");
  await setPassword(stranger, PASSWORD, PASSWORD);
  await expect(stranger.getByText("Şifreniz yenilendi. Yeni şifrenizle giriş yapın.")).toBeVisible();

  await page.goto(user.home);
  expect(new URL(page.url()).pathname, "where the other browser is led").toBe("/signin");
  await page.goto(link);
  await expect(page.getByText("Bu bağlantının süresi dolmuş ya da kullanılmış.")).toBeVisible();
  await stranger.getByLabel("Kullanıcı adı ya da e-posta").fill(user.login);
  await stranger.getByLabel("Şifre").fill(user.password);
  await stranger.getByRole("button", { name: "Giriş yap" }).click();
  await expect(stranger.getByRole("alert")).toContainText("Kullanıcı adı ya da şifre yanlış.");
  await signIn(stranger, { login: user.login, password: PASSWORD });
  expect(new URL(stranger.url()).pathname).toBe(user.home);
});

alone("an invited member joins in another browser, and other rights hold at once", async ({
  page,
  context,
  user,
  server,
  stranger,
  hydrated,
}) => {
  await page.goto(`${user.home}/members`, { waitUntil: "networkidle" });
  await page.getByRole("link", { name: "Üye davet et" }).click();
  const send = page.getByRole("button", { name: "Daveti gönder" });
  await page.getByLabel("E-posta").fill("mehmet@");
  await page.getByRole("radio", { name: "İzleyici" }).check();
  await send.click();
  await expect(page.locator("#email-error")).toContainText("Bu bir e-posta adresine benzemiyor.");
  await expect(page.getByRole("radio", { name: "İzleyici" })).toBeChecked();
  await page.getByLabel("E-posta").fill("mehmet@firma.example");
  await send.click();
  await expect(page.getByText("Davet gönderildi.")).toBeVisible();
  await expect(page.getByRole("row", { name: /mehmet@firma\.example/ })).toContainText("İzleyici");

  const link = `/invitation/${await mailedToken(server, "invitations")}`;
  await stranger.goto(link);
  await expect(stranger.getByRole("heading", { name: `${user.companyName} sizi davet ediyor` })).toBeVisible();
  await expect(stranger.getByText(`Davet eden: ${user.name}. Rolünüz: İzleyici.`)).toBeVisible();
  if (hydrated) await expectAccessible(stranger);
  await fillPerson(stranger, { name: "Mehmet Çınar", username: "mehmet", password: PASSWORD, again: PASSWORD });
  await stranger.getByRole("button", { name: "Hesabı aç ve katıl" }).click();
  await expect(stranger.locator("#accept_terms-error")).toBeVisible();
  await fillPerson(stranger, { name: "Mehmet Çınar", username: "mehmet", password: PASSWORD, again: PASSWORD });
  await stranger.getByLabel("Kullanım koşullarını okudum").check();
  await stranger.getByRole("button", { name: "Hesabı aç ve katıl" }).click();
  await stranger.waitForURL(`**${user.home}`);
  const mayWrite = async () => {
    const answer = await post(stranger.request, user, "campaigns/save-audience", { channel: "sms", typed: "0532 123 45 67" });
    return answer.status();
  };
  expect(await mayWrite()).toBe(403);
  await stranger.goto(`${user.home}/send`);
  await expect(stranger.getByText("Bunun için yetkiniz yok.").first()).toBeVisible();

  await page.goto(`${user.home}/members`, { waitUntil: "networkidle" });
  await page.getByRole("link", { name: "Mehmet Çınar" }).click();
  await page.getByRole("radio", { name: "Gönderici" }).check();
  await page.getByRole("button", { name: "Kaydet" }).click();
  await expect(page.getByText("Kaydedildi.")).toBeVisible();
  expect(await mayWrite()).toBe(200);
  await stranger.goto(`${user.home}/send`);
  await expect(stranger.getByRole("button", { name: "Devam et" })).toBeVisible();
  expect(await ask(context.request, user, "members/list")).toMatchObject([{ role: "owner" }, { role: "sender" }]);

  // The page says by now who goes on with the drafts.
  await page.reload();
  await page.getByRole("button", { name: "Üyelikten çıkar" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Üyelikten çıkar" }).click();
  await expect(page.getByText("Üye çıkarıldı.")).toBeVisible();
  expect(await mayWrite()).toBe(401);
  await stranger.goto(`${user.home}/messages`);
  expect(new URL(stranger.url()).pathname).toBe("/signin");
  await stranger.goto(link);
  await expect(stranger.getByRole("heading", { name: "Bu davet geçerli değil" })).toBeVisible();
});

test("somebody sees where they are signed in, and ends another session", async ({ page, user, stranger, hydrated }) => {
  await signIn(stranger, user);
  await page.goto(`${user.home}/account`, { waitUntil: "networkidle" });
  const sessions = page.getByRole("table", { name: "Açık oturumlar" });
  await expect(sessions.locator("tbody tr")).toHaveCount(2);
  await expect(sessions.locator("tbody tr").filter({ hasText: "şu an kullandığınız" }).getByRole("button")).toHaveCount(0);
  if (hydrated) await expectAccessible(page);
  await sessions.getByRole("button", { name: "Kapat" }).click();
  await expect(page.getByText("Oturum kapatıldı.", { exact: true })).toBeVisible();
  await expect(sessions.locator("tbody tr")).toHaveCount(1);
  await stranger.goto(user.home);
  expect(new URL(stranger.url()).pathname).toBe("/signin");
  await page.reload();
  await expect(page.getByRole("table", { name: "Erişim kaydı" }).getByRole("row", { name: /Oturum kapatıldı/ })).toHaveCount(1);
});

interface Typed {
  name?: string;
  username: string;
  /** Without one the form has it already. */
  email?: string;
  password: string;
  again: string;
}

async function fillPerson(page: Page, { name = "Ayşe Kaya", username, email, password, again }: Typed): Promise<void> {
  await page.getByLabel("Adınız ve soyadınız").fill(name);
  await page.getByLabel("Kullanıcı adı").fill(username);
  if (email) await page.getByLabel("E-posta").fill(email);
  await page.locator("#password").fill(password);
  await page.locator("#password_again").fill(again);
}

async function setPassword(page: Page, password: string, again: string): Promise<void> {
  await page.getByLabel("Yeni şifre", { exact: true }).fill(password);
  await page.getByLabel("Yeni şifre, yeniden").fill(again);
  await page.getByRole("button", { name: "Yeni şifreyi kaydet" }).click();
}
