import { expectAccessible } from "../support/axe.ts";
import { tell } from "../support/calls.ts";
import { expectNoSideScroll } from "../support/layout.ts";
import { connect, draft } from "../support/sending.ts";
import { expect, test } from "../support/test.ts";
import { load } from "../support/traffic.ts";

const AYSE = { kind: "person", given_name: "Ayşe", family_name: "Işık", code: "120.01.007", phones: "0532 788 45 67" };

test("people, tags, campaigns and messages are found from every page", async ({ page, context, user, hydrated }) => {
  const account = await connect(context.request, user, "netgsm");
  const contact = await tell(context.request, user, "contacts/save", AYSE);
  await tell<null>(context.request, user, "contacts/tag", { contacts: [contact], name: "Kış Müşterisi" });
  const campaign = await draft(context.request, user, { typed: "0532 788 45 68", body: "Randevunuz yarin.", name: "Kış lastiği" });
  const message = { account, channel: "sms", class: "informational", text: "Siparişiniz hazır" };
  await tell(context.request, user, "messages/send", { ...message, recipient: "0533 765 43 21" });
  await page.goto(`${user.home}/messages`);
  const way = page.getByRole("banner").getByRole("link", { name: "Ara", exact: true });
  await expect(way).toHaveAttribute("href", `${user.home}/search`);
  // With scripts it opens over this page, which has a test of its own.
  await (hydrated ? page.goto(`${user.home}/search`) : way.click());
  await page.waitForURL(`**${user.home}/search`);
  const field = page.getByRole("searchbox");
  const search = async (text: string) => {
    await field.fill(text);
    await page.getByRole("main").getByRole("button", { name: "Ara" }).click();
    await expect(field).toHaveValue(text);
  };
  await search("KIŞ");
  await expect(page.getByRole("region", { name: "Etiketler" }).getByRole("link", { name: "Kış Müşterisi" })).toBeVisible();
  const found = page.getByRole("region", { name: "Kampanyalar" }).getByRole("link", { name: "Kış lastiği" });
  await expect(found).toHaveAttribute("href", `${user.home}/send/${campaign}`);
  await search("+90 533 765 43 21");
  await expect(page.getByRole("region", { name: "Mesajlar" }).getByRole("link", { name: "0533 765 43 21" })).toBeVisible();
  await search("4567");
  await page.getByRole("region", { name: "Kişiler" }).getByRole("link", { name: "Ayşe Işık" }).click();
  await page.waitForURL(`**${user.home}/contacts/${contact}`);
});

test("a search that finds nothing says what else can be done", async ({ page, user }) => {
  await page.goto(`${user.home}/search?q=mehmet`);
  await expect(page.getByRole("heading", { name: "Bir şey bulunamadı" })).toBeVisible();
  await expect(page.getByRole("searchbox")).toHaveValue("mehmet");
  await page.getByRole("main").getByRole("link", { name: "Yeni kişi ekle" }).click();
  await page.waitForURL(`**${user.home}/contacts/new`);
});

test("the search opens over any page and is used by keys alone @hydrated", async ({ page, context, user }) => {
  const contact = await tell(context.request, user, "contacts/save", AYSE);
  await page.goto(`${user.home}/messages`, { waitUntil: "networkidle" });
  await page.getByRole("banner").getByRole("link", { name: "Ara", exact: true }).click();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.keyboard.press("Control+k");
  const dialog = page.getByRole("dialog", { name: "Ara" });
  const field = dialog.getByRole("searchbox");
  await expect(field).toBeFocused();
  await expectAccessible(page);
  await page.keyboard.type("UYE");
  await expect(dialog.getByRole("link")).toHaveText(["Üye davet et", "Üyeler"]);
  await field.fill("ışık");
  await expect(dialog.getByRole("status")).toHaveText("1 sonuç");
  await page.keyboard.press("ArrowDown");
  await expect(dialog.getByRole("link", { name: "Ayşe Işık" })).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(field).toBeFocused();
  await expectAccessible(page);
  await page.keyboard.press("Enter");
  await page.waitForURL(`**${user.home}/contacts/${contact}`);
  await expect(dialog).toHaveCount(0);
});

test("the key that opens the search alone can be switched off @hydrated", async ({ page, user }) => {
  await page.goto(`${user.home}/contacts`, { waitUntil: "networkidle" });
  const dialog = page.getByRole("dialog", { name: "Ara" });
  await page.getByRole("searchbox").pressSequentially("a/b");
  await expect(page.getByRole("searchbox")).toHaveValue("a/b");
  await page.getByRole("heading", { level: 1 }).click();
  await page.keyboard.press("/");
  await expect(dialog).toBeVisible();
  await dialog.getByText("Klavye kısayolları").click();
  await dialog.getByRole("checkbox").uncheck();
  await page.keyboard.press("Escape");
  await expect(dialog).toHaveCount(0);
  await page.reload({ waitUntil: "networkidle" });
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.keyboard.press("/");
  await page.keyboard.press("Control+k");
  await expect(dialog).toBeVisible();
  expect(asked.filter((path) => path === `${user.home}/search`), "one key opened it").toHaveLength(1);
});

// The document is the same without scripts.
test("the search page needs no WASM and is accessible @hydrated", async ({ page, context, user }) => {
  await tell(context.request, user, "contacts/save", AYSE);
  for (const query of ["", "?q=ayse", "?q=mehmet"]) {
    const { paths, bytes } = await load(page, `${user.home}/search${query}`);
    expect(paths.filter((fetched) => fetched.endsWith(".wasm"))).toEqual([]);
    expect(bytes).toBeLessThanOrEqual(60_000);
    await expectAccessible(page);
    await expectNoSideScroll(page);
  }
});
