import { readFile } from "node:fs/promises";

import type { APIRequestContext, Locator, Page } from "@playwright/test";

import { expectAccessible } from "../support/axe.ts";
import { ask, post } from "../support/calls.ts";
import { choose, firstRows, peopleOf, takeIn, tile, upload } from "../support/imports.ts";
import { expectNoSideScroll } from "../support/layout.ts";
import { type ListFile, bomb, csv, excelCsv, oldWorkbook, unicodeText, workbook } from "../support/lists.ts";
import { expect, test } from "../support/test.ts";
import type { User } from "../support/user.ts";

// A refused form is a 422, one about something that changed meanwhile a 409; the browser's console mentions both.
test.use({ expectedErrors: [/status of (409|422)/] });

test("a list of a Turkish Excel comes in with its letters and both numbers of a cell", async ({ page, user }) => {
  const rows = [
    ["Cari Kodu", "Ünvanı", "Telefon", "İl"],
    ["120.01.001", "Işık Gıda Tic. Ltd. Şti.", "0 (532) 123 45 67 - 0533 555 04 17", "Iğdır"],
    ["120.01.002", "ÇAĞDAŞ ÖZGÜR NAKLİYAT A.Ş.", "5325550183", "Şanlıurfa"],
  ];
  await upload(page, user, excelCsv("cari listesi.csv", rows));
  await expect(page.locator("#encoding")).toHaveValue("windows-1254");
  await expect(page.locator("#separator")).toHaveValue(";");
  for (const [place, field] of ["code", "customer_name", "phone", "city"].entries()) {
    await expect(page.locator(`#column-${place}`)).toHaveValue(field);
  }
  await expect(firstRows(page)).toContainText("ÇAĞDAŞ ÖZGÜR NAKLİYAT A.Ş.");
  await takeIn(page);
  await expect(tile(page, "Yeni eklenen")).toHaveText("2");
  await expect(tile(page, "Alınmayan")).toHaveText("0");

  await page.getByRole("link", { name: "Kişileri gör" }).click();
  await page.getByRole("link", { name: "Işık Gıda Tic. Ltd. Şti." }).click();
  const addresses = page.getByRole("region", { name: "Telefon ve e-posta" });
  await expect(addresses).toContainText("0532 123 45 67");
  await expect(addresses).toContainText("0533 555 04 17");
  await expect(page.getByText("Iğdır").first()).toBeVisible();
});

test("a list in UTF-16 comes in with its letters", async ({ page, user }) => {
  await upload(page, user, unicodeText("liste.txt", [["Ad Soyad", "Telefon"], ["Şükrü Iğdır", "0532 555 01 83"]]));
  await expect(page.locator("#encoding")).toHaveValue("utf-16le");
  await expect(page.locator("#separator")).toHaveValue("tab");
  await expect(firstRows(page).getByRole("row", { name: /Şükrü Iğdır/ })).toContainText("Alınacak");
  await takeIn(page);
  await page.getByRole("link", { name: "Kişileri gör" }).click();
  await expect(page.getByRole("link", { name: "Şükrü Iğdır" })).toBeVisible();
});

test("a row with broken letters is refused and the others come in", async ({ page, context, user }) => {
  const good = Array.from({ length: 12 }, (_, n) => `Çağrı Öğüt ${n};0532 555 01 ${n + 10}\n`);
  // “Ayşe Çınar” as Windows writes it, in the middle of a file in UTF-8.
  const pasted = Buffer.from("Ay\xFEe \xC7\xFDnar;0532 555 01 99\n", "latin1");
  const [above, below] = [["Ad Soyad;Telefon\n", ...good.slice(0, 2)], good.slice(2)].map((lines) => Buffer.from(lines.join("")));
  await upload(page, user, { ...csv("liste.csv", ""), buffer: Buffer.concat([above!, pasted, below!]) });
  await expect(page.locator("#encoding")).toHaveValue("utf-8");
  await takeIn(page);
  const refused = page.getByRole("row", { name: /4\. satır/ });
  await expect(refused).toContainText("Satırda okunamayan harfler var; harf kodlamasını denetleyin.");
  await expect(refused).toContainText("Alınmadı");
  expect(await peopleOf(context.request, user)).toBe(12);
});

test("another choice of letters is shown at once and keeps the tag", async ({ page, user }) => {
  await upload(page, user, csv("liste.csv", "Ad Soyad;Telefon\nÇağrı Öğüt;0532 555 01 83\n"));
  await page.locator("input[name=tag]").fill("Kasım listesi");
  await page.locator("#encoding").selectOption("windows-1254");
  await page.getByRole("button", { name: "Değişiklikleri uygula" }).click();
  await expect(firstRows(page)).not.toContainText("Çağrı Öğüt");
  await expect(page.locator("input[name=tag]")).toHaveValue("Kasım listesi");
  await page.locator("#encoding").selectOption("utf-8");
  await page.getByRole("button", { name: "Değişiklikleri uygula" }).click();
  await expect(firstRows(page)).toContainText("Çağrı Öğüt");
  await expect(page.locator("input[name=tag]")).toHaveValue("Kasım listesi");
});

test("a list of Excel that is read as UTF-8 by mistake takes nobody in, and says so before", async ({ page, context, user }) => {
  await upload(page, user, excelCsv("liste.csv", [["Ad Soyad", "Telefon"], ["Çağrı Öğüt", "0532 555 01 83"]]));
  await page.locator("#encoding").selectOption("utf-8");
  await page.getByRole("button", { name: "Değişiklikleri uygula" }).click();
  await expect(firstRows(page).getByRole("row", { name: /Alınmayacak/ })).toHaveCount(1);
  await expect(page.getByText("1 satır alınmayacak")).toBeVisible();
  await takeIn(page);
  await expect(tile(page, "Alınmayan")).toHaveText("1");
  await expect(page.getByRole("row", { name: /2\. satır/ })).toContainText("Satırda okunamayan harfler var");
  expect(await peopleOf(context.request, user)).toBe(0);
});

test("a list of 60 columns is read, and fits a phone", async ({ page, user }) => {
  const more = Array.from({ length: 58 }, (_, n) => `Özel alan ${n + 1}`);
  const row = ["Çağrı Öğüt", "0532 555 01 83", ...more.map(() => "x")];
  await upload(page, user, csv("geniş.csv", [["Ad Soyad", "Telefon", ...more], row].map((cells) => cells.join(";")).join("\n")));
  await expect(page.locator("select[id^=column-]")).toHaveCount(60);
  await expectNoSideScroll(page);
  await takeIn(page);
  await expect(tile(page, "Yeni eklenen")).toHaveText("1");
});

const REFUSED: [string, () => ListFile | Promise<ListFile>, string][] = [
  [
    "a list of 101 columns",
    () => csv("geniş.csv", `${"Telefon;".repeat(100)}Telefon\n${"0532 555 01 83;".repeat(100)}0532 555 01 83\n`),
    "Dosyada çok fazla sütun var; en çok 60 sütun okunur. Gereksiz sütunları silip yeniden yükleyin.",
  ],
  [
    "a workbook that unpacks to 300 MB of zeros",
    () => bomb("sıfırlar.xlsx", 300),
    "Dosya açıldığında izin verilenden büyük oluyor; yüklenmedi.",
  ],
  [
    "a workbook of Excel 2003",
    () => oldWorkbook("eski.xls"),
    "Bu eski bir Excel dosyası (.xls). Excel’de “Farklı kaydet” ile XLSX ya da CSV yapın.",
  ],
  ["an empty file", () => csv("boş.csv", ""), "Dosyada kişi yok. Başlıkların altına her satıra bir kişi yazın."],
  ["a list of headings", () => csv("başlık.csv", "Ad;Telefon\n"), "Dosyada kişi yok. Başlıkların altına her satıra bir kişi yazın."],
  [
    "a PDF called .xlsx",
    () => ({ ...csv("liste.xlsx", "%PDF-1.7\n1 0 obj\n"), mimeType: "application/pdf" }),
    "Bu bir liste değil (PDF, resim ya da web sayfası). CSV ya da XLSX yükleyin.",
  ],
];

for (const [what, file, words] of REFUSED) {
  test(`${what} is refused at the field, and nothing is kept`, async ({ page, context, user, hydrated }) => {
    await choose(page, user, await file());
    await page.getByRole("button", { name: "Yükle ve bak" }).click();
    await expect(page.getByRole("alert").filter({ hasText: words })).toBeVisible({ timeout: 20_000 });
    await expect(page.locator("#file-error")).toHaveText(words);
    await expect(page.locator("#file")).toHaveAttribute("aria-invalid", "true");
    expect(new URL(page.url()).pathname).toBe(`${user.home}/contacts/import`);
    expect(await ask(context.request, user, "imports/list")).toEqual([]);
    if (hydrated) await expectGood(page);
    // The way on is open: a good list is taken from the same page.
    await page.locator("input[type=file]").setInputFiles(csv("liste.csv", "Ad;Telefon\nAli;0532 555 01 83\n"));
    await page.getByRole("button", { name: "Yükle ve bak" }).click();
    await page.waitForURL(/\/contacts\/import\/imp_\w+$/);
  });
}

test("a list is what it holds, whatever its name says", async ({ page, context, user }) => {
  await upload(page, user, csv("metin.xlsx", "Ad Soyad;Telefon\nÇağrı Öğüt;0532 555 01 83\n"));
  await expect(firstRows(page).getByRole("row", { name: /Çağrı Öğüt/ })).toContainText("Alınacak");
  await takeIn(page);
  await upload(page, user, workbook("tablo.csv", [["Ad Soyad", "Telefon"], ["Gülşen Işık", "0533 555 04 17"]]));
  await expect(firstRows(page).getByRole("row", { name: /Gülşen Işık/ })).toContainText("Alınacak");
  await takeIn(page);
  expect(await peopleOf(context.request, user)).toBe(2);
});

test("a text without numbers called .xlsx asks for a column with them and keeps what was typed", async ({ page, user }) => {
  await upload(page, user, csv("not.xlsx", "Sayın yetkili\nekte listemizi bulacaksınız\nsaygılarımızla\n"));
  await page.locator("input[name=tag]").fill("Kasım listesi");
  await page.getByRole("button", { name: "Listeyi al" }).click();
  await expect(page.locator("#columns-error")).toHaveText("En az bir telefon ya da e-posta sütunu seçin.");
  await expect(page.locator("input[name=tag]")).toHaveValue("Kasım listesi");
});

test("what is wrong with the columns is told where it is, and what was chosen stays", async ({ page, user, hydrated }) => {
  await upload(page, user, csv("liste.csv", "Ad Soyad;Telefon;Açıklama\nAyşe Kaya;0532 555 01 83;VIP\n"));
  const start = page.getByRole("button", { name: "Listeyi al" });
  const [name, phone, note] = [0, 1, 2].map((place) => page.locator(`#column-${place}`)) as [Locator, Locator, Locator];
  await note.selectOption("notes");
  await page.locator("#skip_rows").fill("üç");
  await page.locator("input[name=tag]").fill("Kasım listesi");
  await start.click();
  await expect(page.locator("#skip_rows-error")).toHaveText("Buraya bir sayı yazın.");
  await expect(page.locator("#skip_rows")).toHaveValue("üç");
  await expect(note).toHaveValue("notes");
  await expect(page.locator("input[name=tag]")).toHaveValue("Kasım listesi");

  await page.locator("#skip_rows").fill("1");
  await phone.selectOption("skip");
  await start.click();
  await expect(page.locator("#columns-error")).toHaveText("En az bir telefon ya da e-posta sütunu seçin.");
  await expect(phone).toHaveValue("skip");

  await phone.selectOption("phone");
  await name.selectOption("full_name");
  await note.selectOption("full_name");
  await start.click();
  await expect(page.locator("#column-2-error")).toHaveText("Bu, başka bir sütun için de seçildi; birini değiştirin.");
  await expect(note).toHaveAttribute("aria-invalid", "true");
  await expect(note).toHaveValue("full_name");
  if (hydrated) await expectGood(page);

  await note.selectOption("notes");
  await takeIn(page);
  await expect(tile(page, "Yeni eklenen")).toHaveText("1");
});

test("a phone with letters is refused with its reason, and its row comes back as a file", async ({ page, context, user }) => {
  const list = "Ad Soyad;Telefon\nÇağrı Öğüt;0532 555 01 83\nMehmet Yıldırım;0532 ABC 45 67\n";
  await upload(page, user, csv("kişiler.csv", list));
  const words = "Telefonda harf ya da tanınmayan işaret var.";
  const preview = firstRows(page).getByRole("row", { name: /Mehmet Yıldırım/ });
  await expect(preview).toContainText("Alınmayacak");
  await expect(preview).toContainText("0532 ABC 45 67: telefonda harf ya da tanınmayan işaret var.");
  await expect(page.getByText("1 satır alınacak, 1 satır alınmayacak")).toBeVisible();
  await takeIn(page);
  const row = page.getByRole("row", { name: /3\. satır/ });
  await expect(row).toContainText("0532 ABC 45 67");
  await expect(row).toContainText(words);
  await expect(row).toContainText("Alınmadı");
  await expect(page.getByText("Numarayı düzeltin; 10 haneli olmalı: 532 123 45 67.")).toBeVisible();

  const downloading = page.waitForEvent("download");
  await page.getByRole("link", { name: "Bu satırları indir" }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe("kişiler - alınmayan satırlar.csv");
  const refused = await readFile(await download.path(), "utf8");
  expect(refused).toContain("Mehmet Yıldırım;0532 ABC 45 67;");
  expect(refused).toContain(words);
  expect(refused).not.toContain("Çağrı Öğüt");

  // Mended, the same file comes in.
  await upload(page, user, csv("kişiler.csv", refused.replace("ABC", "123")));
  await takeIn(page);
  await expect(tile(page, "Yeni eklenen")).toHaveText("1");
  expect(await peopleOf(context.request, user)).toBe(2);
});

test("the same upload sent twice adds nobody twice", async ({ page, context, user }) => {
  await choose(page, user, csv("liste.csv", "Ad Soyad;Telefon\nÇağrı Öğüt;0532 555 01 83\nGülşen Işık;0533 555 04 17\n"));
  await page.getByRole("button", { name: "Yükle ve bak" }).dblclick();
  await page.waitForURL(/\/contacts\/import\/imp_\w+$/);
  await takeIn(page);
  await upload(page, user, csv("liste.csv", "Ad Soyad;Telefon\nÇağrı Öğüt;0532 555 01 83\nGülşen Işık;0533 555 04 17\n"));
  for (const { id } of await waitingOf(context.request, user)) {
    await page.goto(`${user.home}/contacts/import/${id}`);
    await takeIn(page);
    await expect(tile(page, "Yeni eklenen")).toHaveText("0");
    await expect(tile(page, "Zaten kayıtlı")).toHaveText("2");
  }
  expect(await peopleOf(context.request, user)).toBe(2);
});

test("a list that is uploaded with a double click is there once", async ({ page, context, user }) => {
  await choose(page, user, csv("liste.csv", "Ad Soyad;Telefon\nÇağrı Öğüt;0532 555 01 83\n"));
  await page.getByRole("button", { name: "Yükle ve bak" }).dblclick();
  await page.waitForURL(/\/contacts\/import\/imp_\w+$/);
  expect(await waitingOf(context.request, user)).toHaveLength(1);
});

test("a list that two tabs start at once comes in once", async ({ page, context, user }) => {
  await upload(page, user, csv("liste.csv", manyPeople(500)));
  const form = mapping(page);
  const answers = await Promise.all([1, 2].map(() => post(context.request, user, "imports/start", form)));
  expect(answers.filter((answer) => answer.ok()).length).toBeGreaterThan(0);
  await page.goto(page.url());
  await expect(page.getByText("Listenin tümüne bakıldı.")).toBeVisible({ timeout: 20_000 });
  await expect(tile(page, "Yeni eklenen")).toHaveText("500");
  expect(await peopleOf(context.request, user)).toBe(500);
});

test("a tab shows by itself that the list was started in another @hydrated", async ({ page, context, user }) => {
  await upload(page, user, csv("liste.csv", "Ad Soyad;Telefon\nÇağrı Öğüt;0532 555 01 83\n"));
  const other = await context.newPage();
  await other.goto(page.url(), { waitUntil: "networkidle" });
  await takeIn(page);
  await expect(other.getByText("Listenin tümüne bakıldı.")).toBeVisible();
  await expect(other.getByRole("button", { name: "Listeyi al" })).toHaveCount(0);
});

// The second tab has not heard of the first: its page shows another plan, which must not be dropped in silence.
test("a second tab that starts a list is told that it was started", async ({ page, context, user }) => {
  await upload(page, user, csv("liste.csv", "Ad Soyad;Telefon\nÇağrı Öğüt;0532 555 01 83\n"));
  const other = await context.newPage();
  await other.route("**/events*", (route) => route.abort());
  await other.goto(page.url(), { waitUntil: "networkidle" });
  await other.locator("input[name=tag]").fill("İkinci sekme");
  await takeIn(page);
  await other.getByRole("button", { name: "Listeyi al" }).click();
  await expect(other.getByText(/zaten yapılmış|siz bakarken değişti/)).toBeVisible();
  expect(await ask(context.request, user, "tags/list")).toEqual([]);
  expect(await peopleOf(context.request, user)).toBe(1);
  const again = await post(context.request, user, "imports/start", { ...mapping(page), tag: "İkinci sekme" });
  expect([again.status(), (await again.json()).problem]).toEqual([409, "already_done"]);
  expect((await post(context.request, user, "imports/start", mapping(page))).ok(), "the same start again").toBe(true);
});

/** What the form of a list of names and phones says of itself. */
function mapping(page: Page): object {
  const id = new URL(page.url()).pathname.split("/").pop();
  return { import: id, skip_rows: "1", columns: ["full_name", "phone"] };
}

function manyPeople(count: number): string {
  const rows = Array.from({ length: count }, (_, n) => `Kişi ${n};0532 555 ${String(1_000 + n)}\n`);
  return `Ad Soyad;Telefon\n${rows.join("")}`;
}

/** Lists that were uploaded and not started. */
async function waitingOf(request: APIRequestContext, user: User): Promise<{ id: string }[]> {
  const all = await ask<{ id: string; state: string }[]>(request, user, "imports/list");
  return all.filter(({ state }) => state === "uploaded");
}

async function expectGood(page: Page): Promise<void> {
  const size = page.viewportSize();
  await expectAccessible(page);
  await expectNoSideScroll(page);
  if (size) await page.setViewportSize(size);
}
