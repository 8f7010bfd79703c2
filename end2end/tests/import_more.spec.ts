import { expectAccessible } from "../support/axe.ts";
import { ask } from "../support/calls.ts";
import { firstRows, peopleOf, takeIn, tile, upload } from "../support/imports.ts";
import { csv, workbook } from "../support/lists.ts";
import { expectInTime } from "../support/patience.ts";
import { expect, test } from "../support/test.ts";

test("a workbook out of the books comes in with its people, codes and tags", async ({ page, context, user }) => {
  const rows = [
    ["Cari Kodu", "Ünvanı", "Telefon", "E-posta", "Grup"],
    ["120.01.001", "Işık Gıda Tic. Ltd. Şti.", "5321234567", "info@isik.example", "Bayi"],
    ["120.01.002", "ÇAĞDAŞ ÖZGÜR NAKLİYAT A.Ş.", "0533 555 04 17", "", "Bayi"],
  ];
  await upload(page, user, workbook("cari listesi.xlsx", rows));
  for (const [place, field] of ["code", "customer_name", "phone", "email", "tag"].entries()) {
    await expect(page.locator(`#column-${place}`)).toHaveValue(field);
  }
  await expect(firstRows(page)).toContainText("0532 123 45 67");
  await takeIn(page);
  await expect(tile(page, "Yeni eklenen")).toHaveText("2");
  await expect(tile(page, "Alınmayan")).toHaveText("0");
  await page.goto(`${user.home}/tags`);
  await expect(page.getByRole("row", { name: /Bayi/ })).toContainText("2");
  await page.goto(`${user.home}/contacts?q=120.01.001`);
  await page.getByRole("link", { name: "Işık Gıda Tic. Ltd. Şti." }).click();
  await expect(page.getByText("info@isik.example").first()).toBeVisible();
  expect(await peopleOf(context.request, user)).toBe(2);
});

test("a long list is stopped on its way, and who came in until then stays", async ({
  page,
  context,
  user,
  hydrated,
}) => {
  test.setTimeout(150_000);
  const people = 50_000;
  const rows = Array.from({ length: people }, (_, n) => `Kişi ${n};0532 ${1_000_000 + n}\n`);
  await upload(page, user, csv("liste.csv", `Ad Soyad;Telefon\n${rows.join("")}`));
  await page.getByRole("button", { name: "Listeyi al" }).click();
  await expect(page.getByRole("heading", { name: "Liste alınıyor" })).toBeVisible();
  await expect(page.getByRole("progressbar", { name: "Yükleme ilerlemesi" })).toBeVisible();
  await page.getByRole("button", { name: "Durdur" }).click();
  const stopped = page.getByText("Yükleme durduruldu; o ana kadar alınanlar duruyor.");
  await expectInTime(page, stopped, hydrated);
  if (hydrated) await expectAccessible(page);
  const added = await peopleOf(context.request, user);
  expect(added).toBeLessThan(people);
  await expect(tile(page, "Yeni eklenen")).toHaveText(new Intl.NumberFormat("tr").format(added));
  await page.goto(`${user.home}/contacts/import`);
  await expect(page.getByRole("row", { name: /liste\.csv/ })).toContainText("Durduruldu");
  expect(await ask(context.request, user, "imports/list")).toMatchObject([{ state: "cancelled", counts: { added } }]);
});

test("an uploaded list is thrown away, and nobody is added", async ({ page, context, user }) => {
  await upload(page, user, csv("yanlış liste.csv", "Ad Soyad;Telefon\nÇağrı Öğüt;0532 555 01 83\n"));
  await page.getByRole("button", { name: "Bu listeden vazgeç" }).click();
  await expect(page.getByText("Bu listeden vazgeçildi; kimse eklenmedi.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Listeyi al" })).toHaveCount(0);
  expect(await peopleOf(context.request, user)).toBe(0);
  await page.goto(`${user.home}/contacts/import`);
  await expect(page.getByRole("row", { name: /yanlış liste\.csv/ })).not.toContainText("Başlatılmayı bekliyor");
});
