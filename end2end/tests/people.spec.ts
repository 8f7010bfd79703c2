import { expectAccessible } from "../support/axe.ts";
import { peopleOf } from "../support/imports.ts";
import { expectNoSideScroll } from "../support/layout.ts";
import { expect, test } from "../support/test.ts";

// A refused form is a 422, which the browser's console mentions.
test.use({ expectedErrors: [/status of 422/] });

test("a new contact is tagged and found again", async ({ page, user, hydrated }) => {
  await page.goto(`${user.home}/contacts`);
  await page.getByRole("link", { name: "Kişi ekle", exact: true }).click();
  await page.locator("input[name=given_name]").fill("Ayşe");
  await page.locator("input[name=family_name]").fill("Işıkçı");
  await page.locator("textarea[name=phones]").fill("0532 555 01 83");
  await page.locator(".card-form button[type=submit]").click();
  await page.waitForURL(/\/contacts\/con_\w+$/);
  await expect(page.getByRole("heading", { name: "Ayşe Işıkçı" })).toBeVisible();
  await expect(page.getByRole("region", { name: "Telefon ve e-posta" })).toContainText("0532 555 01 83");

  await page.locator(".add-tag input[name=name]").fill("Kış lastiği");
  await page.getByRole("button", { name: "Etiketle" }).click();
  await expect(page.getByRole("link", { name: "Kış lastiği" })).toBeVisible();
  if (hydrated) await expectGood(page);

  // Found without Turkish letters, too.
  await page.goto(`${user.home}/contacts?q=isikci`);
  await expect(page.getByRole("link", { name: "Ayşe Işıkçı" })).toBeVisible();
  await page.goto(`${user.home}/contacts?q=yok`);
  await expect(page.getByRole("heading", { name: "Bu aramaya uyan kişi yok" })).toBeVisible();
});

test("a card without a name is refused and keeps what was typed", async ({ page, user }) => {
  await page.goto(`${user.home}/contacts/new`);
  await page.locator("textarea[name=phones]").fill("0532 555 01 83");
  await page.locator(".card-form button[type=submit]").click();
  await expect(page.locator("#given_name-error")).toBeVisible();
  await expect(page.locator("textarea[name=phones]")).toHaveValue("0532 555 01 83");
});

test("phones with letters are named where they stand, and the card stays typed", async ({ page, context, user, hydrated }) => {
  await page.goto(`${user.home}/contacts/new`, { waitUntil: "networkidle" });
  await page.locator("input[name=given_name]").fill("Ayşe");
  await page.locator("textarea[name=phones]").fill("0532 555 01 83\n0533 ABC 04 17");
  await page.locator("textarea[name=emails]").fill("ayse@");
  await page.locator(".card-form button[type=submit]").click();
  await expect(page.locator("#phones-error")).toHaveText(
    "“0533 ABC 04 17”: Bu bir telefon numarasına benzemiyor. Örnek: 0532 123 45 67",
  );
  await expect(page.locator("#emails-error")).toHaveText(
    "“ayse@”: Bu bir e-posta adresine benzemiyor. Örnek: ayse@firma.com",
  );
  await expect(page.locator("input[name=given_name]")).toHaveValue("Ayşe");
  await expect(page.locator("textarea[name=phones]")).toHaveValue("0532 555 01 83\n0533 ABC 04 17");
  await expect(page.locator("textarea[name=emails]")).toHaveValue("ayse@");
  if (hydrated) await expectAccessible(page);
  expect(await peopleOf(context.request, user)).toBe(0);
});

test("ticked people get a tag together", async ({ page, user, context }) => {
  await addPeople(context, user.home, ["Ali", "Veli"]);
  await page.goto(`${user.home}/contacts`);
  for (const name of ["Ali", "Veli"]) await page.getByRole("checkbox", { name: `${name} seç` }).check({ force: true });
  await page.locator("#bulk-tag").fill("Filo");
  await page.getByRole("button", { name: "Etiketle" }).click();
  await expect(page.getByRole("status").filter({ hasText: "Etiketler güncellendi." })).toBeVisible();
  await page.goto(`${user.home}/tags`);
  await expect(page.getByRole("row", { name: /Filo/ })).toContainText("2");
});

test("a list with a bad row comes in and tells which row was refused", async ({ page, user, hydrated }) => {
  await page.goto(`${user.home}/contacts/import`);
  const list = "Ad;Telefon\nÇelik Nakliyat;0533 555 04 17\nMehmet Yıldırım;0532 12\n";
  await page.locator("input[type=file]").setInputFiles({
    name: "kişiler.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(list),
  });
  await page.getByRole("button", { name: "Yükle ve bak" }).click();
  await page.waitForURL(/\/contacts\/import\/imp_\w+$/);
  const first = page.getByRole("table", { name: "İlk satırlar böyle alınacak" });
  await expect(first.getByRole("row", { name: /Çelik Nakliyat/ })).toContainText("Alınacak");
  await expect(first.getByRole("row", { name: /Alınmayacak/ })).toHaveCount(1);
  await page.locator("input[name=tag]").fill("Kasım listesi");
  if (hydrated) await expectGood(page);

  await page.getByRole("button", { name: "Listeyi al" }).click();
  await expect(page.getByText("Listenin tümüne bakıldı.")).toBeVisible({ timeout: 20_000 });
  await expect(page.getByRole("row", { name: /3\. satır/ })).toContainText("Telefonda rakam eksik.");
  await expect(page.getByRole("link", { name: "Bu satırları indir" })).toHaveAttribute("href", /refused\.csv$/);
  if (hydrated) await expectGood(page);

  await page.getByRole("link", { name: "Kişileri gör" }).click();
  await expect(page.getByRole("link", { name: "Çelik Nakliyat" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Mehmet Yıldırım" })).toHaveCount(0);
});

for (const below of ["/contacts", "/contacts/new", "/contacts/import", "/tags"]) {
  test(`the page ${below} of an empty company is accessible and fits a phone @hydrated`, async ({ page, user }) => {
    await page.goto(user.home + below);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expectGood(page);
  });
}

async function expectGood(page: Parameters<typeof expectAccessible>[0]): Promise<void> {
  const size = page.viewportSize();
  await expectAccessible(page);
  await expectNoSideScroll(page);
  if (size) await page.setViewportSize(size);
}

async function addPeople(
  context: import("@playwright/test").BrowserContext,
  home: string,
  names: string[],
): Promise<void> {
  const origin = process.env.SERVER_URL ?? "";
  for (const name of names) {
    const form = { company: home.replace("/c/", ""), kind: "person", given_name: name, lang: "tr" };
    const answer = await context.request.post(`${origin}/api/v1/contacts/save`, {
      form,
      headers: { accept: "application/json", origin },
    });
    expect(answer.status(), await answer.text()).toBe(200);
  }
}
