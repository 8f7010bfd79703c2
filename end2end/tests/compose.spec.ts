import type { APIRequestContext, Page } from "@playwright/test";

import { expectAccessible } from "../support/axe.ts";
import { ask, post, postForm, tell } from "../support/calls.ts";
import { expectStale, secondCompany, switchInAnotherTab } from "../support/companies.ts";
import { campaignOf, connectSms, draft, messagesOf } from "../support/sending.ts";
import { expect, test } from "../support/test.ts";
import type { User } from "../support/user.ts";

// A refused form is a 422, one of another company's tab a 409; the browser's console mentions both.
test.use({ expectedErrors: [/status of (409|422)/] });

const TYPED = "0532 123 45 67\n0533 555 04 17\n0532 555 01 83";

test("a text of 10 000 characters is refused where it stands, and stays", async ({ page, context, user, hydrated }) => {
  const campaign = await content(page, context.request, user);
  const long = "Randevunuz yarın saat onda; gecikirseniz haber verin. ".repeat(200).slice(0, 10_000);
  await page.locator("textarea[name=body]").fill(long);
  await page.locator("input[name=name]").fill("Kasım randevuları");
  await save(page);
  await expect(page.locator("#body-error")).toHaveText("Bu metin bir SMS için çok uzun; kısaltın.");
  await expect(page.locator("textarea[name=body]")).toHaveValue(long);
  await expect(page.locator("input[name=name]")).toHaveValue("Kasım randevuları");
  await expect(page.locator("input[name=class][value=informational]")).toBeChecked();
  expect((await campaignOf(context.request, user, campaign)).content).toBeNull();
  if (hydrated) await expectAccessible(page);
  await page.locator("textarea[name=body]").fill("Randevunuz yarın saat onda.");
  await save(page);
  await page.waitForURL(/step=review/);
});

test("what was typed before the page came alive stays @hydrated", async ({ page, context, user }) => {
  await connectSms(context.request, user);
  const campaign = await draft(context.request, user, { typed: TYPED });
  // As on a slow phone: the page is there long before its code.
  let letCodeCome = () => {};
  const held = new Promise<void>((resolve) => (letCodeCome = resolve));
  await page.route("**/*.wasm", async (route) => (await held, await route.continue()));
  await page.goto(`${user.home}/send/${campaign}?step=content`, { waitUntil: "domcontentloaded" });
  const body = page.locator("textarea[name=body]");
  await page.locator("input[name=class][value=informational]").check();
  await body.fill("Randevunuz yarın saat onda.");
  letCodeCome();
  // The buttons that put fields in work once it is alive.
  await expect(async () => {
    await page.getByRole("button", { name: "Ad soyad" }).click();
    await expect(body).toHaveValue(/\{\{ad_soyad\}\}/, { timeout: 500 });
  }).toPass();
  await expect(body).toHaveValue(/Randevunuz yarın saat onda\./);
  await expect(page.locator("input[name=class][value=informational]")).toBeChecked();
});

const PLACEHOLDERS: [string, string, string][] = [
  ["a field that nobody has", "Sayın {{olmayan}}, randevunuz yarın.", "“olmayan”: Bu alan adı tanınmıyor."],
  ["a field that is not closed", "Sayın {{ad, randevunuz yarın.", "Metindeki süslü ayraçlar eksik ya da yanlış yerde."],
];

for (const [what, body, words] of PLACEHOLDERS) {
  test(`${what} is named where it stands, and the text stays`, async ({ page, context, user }) => {
    const campaign = await content(page, context.request, user);
    await page.locator("textarea[name=body]").fill(body);
    await save(page);
    await expect(page.locator("#body-error")).toHaveText(words);
    await expect(page.locator("textarea[name=body]")).toHaveAttribute("aria-invalid", "true");
    await expect(page.locator("textarea[name=body]")).toHaveValue(body);
    expect((await campaignOf(context.request, user, campaign)).content).toBeNull();
  });
}

test("a field that is empty for everybody sends to nobody and leads back to the text", async ({ page, context, user }) => {
  const campaign = await content(page, context.request, user);
  await page.locator("textarea[name=body]").fill("Sayın {{ad}}, randevunuz yarın.");
  await save(page);
  await page.waitForURL(/step=review/);
  await expect(page.getByText("Bu mesaj kimseye gitmiyor.")).toBeVisible();
  await expect(page.getByText("Metindeki bir alan bu kişide boş")).toBeVisible();
  await expect(page.locator("main .send button.primary")).toHaveCount(0);
  await page.locator("main .send").getByRole("link", { name: "Metni düzelt" }).click();
  await expect(page.locator("textarea[name=body]")).toHaveValue("Sayın {{ad}}, randevunuz yarın.");
  const answer = await post(context.request, user, "campaigns/launch", { campaign });
  expect([answer.status(), (await answer.json()).problem]).toEqual([422, "nobody_to_send"]);
});

test("numbers with letters are named, stay, and can be left out", async ({ page, user, hydrated }) => {
  const typed = "0532 123 45 67\n0533 abc\n0534 12x 45 67";
  await page.goto(`${user.home}/send`);
  await page.locator("input[name=channel][value=sms]").check();
  await page.locator("textarea[name=typed]").fill(typed);
  await page.getByRole("button", { name: "Devam et" }).click();
  const words = "“0533 abc”, “0534 12x 45 67”: Bu bir telefon numarasına benzemiyor. Örnek: 0532 123 45 67";
  await expect(page.locator("#typed-error")).toHaveText(words);
  await expect(page.locator("textarea[name=typed]")).toHaveValue(typed);
  await expect(page.locator("input[name=channel][value=sms]")).toBeChecked();
  if (hydrated) await expectAccessible(page);
  await page.getByLabel("Okunamayanları dışarıda bırak, kalanlarla devam et").check();
  await page.getByRole("button", { name: "Devam et" }).click();
  await page.waitForURL(/\/send\/cpn_/);
  await expect(page.getByText("SMS ile 1 kişi seçildi.")).toBeVisible();
});

test("a time that has passed is refused at its field, and nothing leaves", async ({ page, context, user }) => {
  const campaign = await review(page, context.request, user);
  await page.getByText("Sonra gönder").click();
  await page.locator("input[name=at]").fill("2020-01-01T09:00");
  await page.getByRole("button", { name: "3 kişiye gönder" }).click();
  await expect(page.locator("#at-error")).toHaveText("Bu tarih geçmişte kalmış.");
  await expect(page.locator("#at-error")).toBeVisible();
  await expect(page.locator("main .send")).toContainText("Bu tarih geçmişte kalmış.");
  await expect(page.locator("input[name=at]")).toHaveValue("2020-01-01T09:00");
  expect((await campaignOf(context.request, user, campaign)).state).toBe("draft");
  expect(await messagesOf(context.request, user, campaign)).toEqual([]);
  await page.locator("input[name=at]").fill("2035-01-02T09:00");
  await page.getByRole("button", { name: "3 kişiye gönder" }).click();
  await page.waitForURL(/\/campaigns\/cpn_/);
  await expect(page.getByRole("heading", { name: "Zamanlandı" })).toBeVisible();
  expect((await campaignOf(context.request, user, campaign)).state).toBe("scheduled");
});

test("a subject with a line break is refused at its field, and the rest stays", async ({ page, context, user }) => {
  const campaign = await draft(context.request, user, { channel: "email", typed: "ayse@firma.example" });
  const form = { campaign, class: "informational", subject: "Randevu\r\nBcc: baska@firma.example", body: "Randevunuz yarın." };
  const answer = await post(context.request, user, "campaigns/save-content", form);
  expect(answer.status()).toBe(422);
  expect((await answer.json()).fields).toMatchObject([{ field: "subject", problem: "line_break" }]);
  const from = `${user.home}/send/${campaign}?step=content`;
  await page.goto(await postForm(context.request, user, "campaigns/save-content", { from, ...form }));
  await expect(page.locator("#subject-error")).toHaveText("Bu alana satır sonu yazılamaz.");
  // A field of one line holds what was typed without the break.
  await expect(page.locator("#subject")).toHaveValue("RandevuBcc: baska@firma.example");
  await expect(page.locator("textarea[name=body]")).toHaveValue("Randevunuz yarın.");
  await expect(page.locator("input[name=class][value=informational]")).toBeChecked();
  expect((await campaignOf(context.request, user, campaign)).content).toBeNull();
});

test("a double click launches once", async ({ page, context, user }) => {
  const campaign = await review(page, context.request, user);
  await page.getByRole("button", { name: "3 kişiye gönder" }).dblclick();
  await page.waitForURL(/\/campaigns\/cpn_/);
  await expectOnce(context.request, user, campaign);
});

test("the same launch form sent again leads to the same campaign", async ({ page, context, user }) => {
  const campaign = await review(page, context.request, user);
  const late = await context.newPage();
  await late.goto(page.url(), { waitUntil: "networkidle" });
  const form = { from: `${user.home}/send/${campaign}?step=review`, campaign, people: "3" };
  const place = `${user.home}/campaigns/${campaign}`;
  const atOnce = [1, 2, 3].map(() => postForm(context.request, user, "campaigns/launch", form));
  expect(await Promise.all(atOnce)).toEqual([place, place, place]);
  // Not the same bytes: nothing remembers the first answer.
  expect(await postForm(context.request, user, "campaigns/launch", { ...form, people: "" })).toBe(place);
  await late.getByRole("button", { name: "3 kişiye gönder" }).click();
  await late.waitForURL(`**${place}`);
  await expectOnce(context.request, user, campaign);
});

test("two different launch forms at the same moment launch once", async ({ context, user }) => {
  await connectSms(context.request, user);
  const campaign = await draft(context.request, user, { typed: TYPED, body: "Randevunuz yarın." });
  const forms = ["", "3", "", "3"].map((people) => post(context.request, user, "campaigns/launch", { campaign, people }));
  for (const answer of await Promise.all(forms)) expect(answer.ok(), await answer.text()).toBe(true);
  await expectOnce(context.request, user, campaign);
});

test("a text typed in a tab of another company is not saved there, and stays", async ({ page, context, user, hydrated }) => {
  const other = await secondCompany(context.request, user);
  const campaign = await content(page, context.request, user);
  await page.locator("textarea[name=body]").fill("Randevunuz yarın saat onda.");
  await switchInAnotherTab(context, user, other);
  await save(page);
  await expectStale(page, hydrated);
  if (hydrated) {
    await expect(page.locator("textarea[name=body]")).toHaveValue("Randevunuz yarın saat onda.");
    await tell(context.request, user, "session/switch-company", {});
    await save(page);
    await page.waitForURL(/step=review/);
  } else {
    await page.getByRole("button", { name: `${user.companyName} şirketine geç` }).click();
    await expect(page.locator("textarea[name=body]")).toHaveValue("Randevunuz yarın saat onda.");
    expect((await campaignOf(context.request, user, campaign)).content).toBeNull();
  }
});

test("a campaign is not launched from a tab of another company", async ({ page, context, user, hydrated }) => {
  const other = await secondCompany(context.request, user);
  const campaign = await review(page, context.request, user);
  await switchInAnotherTab(context, user, other);
  await page.getByRole("button", { name: "3 kişiye gönder" }).click();
  await expectStale(page, hydrated);
  expect(await ask(context.request, other, "campaigns/list")).toEqual([]);
  expect((await ask<{ rows: object[] }>(context.request, other, "messages/list")).rows).toEqual([]);
  const answer = await post(context.request, user, "campaigns/launch", { campaign });
  expect([answer.status(), (await answer.json()).problem]).toEqual([409, "stale_tab"]);
  await tell(context.request, user, "session/switch-company", {});
  expect((await campaignOf(context.request, user, campaign)).state).toBe("draft");
  expect(await messagesOf(context.request, user, campaign)).toEqual([]);
});

/** Opens the second step of a new SMS to three people; its class is chosen. */
async function content(page: Page, request: APIRequestContext, user: User): Promise<string> {
  await connectSms(request, user);
  const campaign = await draft(request, user, { typed: TYPED });
  await page.goto(`${user.home}/send/${campaign}?step=content`, { waitUntil: "networkidle" });
  await page.locator("input[name=class][value=informational]").check();
  return campaign;
}

async function save(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Kaydet ve gözden geçir" }).click();
}

/** Opens the last step of an SMS to three people. */
async function review(page: Page, request: APIRequestContext, user: User): Promise<string> {
  await connectSms(request, user);
  const campaign = await draft(request, user, { typed: TYPED, body: "Randevunuz yarın." });
  await page.goto(`${user.home}/send/${campaign}?step=review`, { waitUntil: "networkidle" });
  return campaign;
}

async function expectOnce(request: APIRequestContext, user: User, campaign: string): Promise<void> {
  const recipients = (await messagesOf(request, user, campaign)).map(({ recipient }) => recipient);
  expect(recipients.length, "messages of the campaign").toBe(3);
  expect(new Set(recipients).size, "people they go to").toBe(3);
  expect(await ask(request, user, "campaigns/list")).toHaveLength(1);
}
