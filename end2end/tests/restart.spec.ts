import type { APIRequestContext, Page } from "@playwright/test";

import { ask } from "../support/calls.ts";
import { test } from "../support/own_server.ts";
import { campaignOf, connectSms, draft, messagesOf } from "../support/sending.ts";
import type { Server } from "../support/server.ts";
import { expect } from "../support/test.ts";
import type { User } from "../support/user.ts";

// A server that is gone refuses connections, or breaks off those that are open.
test.use({ expectedErrors: [/ERR_(CONNECTION_(REFUSED|RESET)|EMPTY_RESPONSE|INCOMPLETE_CHUNKED_ENCODING|SOCKET_NOT_CONNECTED)/] });

const UNREACHABLE = "Sunucuya ulaşılamadı. Bağlantınızı denetleyin; yazdıklarınız duruyor.";
const STARTED = 90_000;

test("a form sent to a server that is gone stays as it was typed, and is done once when the server is back", async ({
  page,
  context,
  user,
  server,
  hydrated,
}) => {
  await typeCard(page, user);
  await server.kill();
  await saveCard(page);
  await expectUnreachable(page, hydrated);
  await server.startAgain();
  await saveAgain(page, context.request, user, hydrated);
});

test("a form that the server held when it was killed stays, and is done once when the server is back", async ({
  page,
  context,
  user,
  server,
  hydrated,
}) => {
  await typeCard(page, user);
  // Stopped, it takes the form and answers nothing.
  server.process.kill("SIGSTOP");
  const sent = page.waitForRequest("**/api/v1/contacts/save");
  const saving = saveCard(page);
  await sent;
  await server.kill();
  await saving;
  await expectUnreachable(page, hydrated);
  await server.startAgain();
  await saveAgain(page, context.request, user, hydrated);
});

test("a card that was saved while its answer was lost is there once when the form is sent again", async ({
  page,
  context,
  user,
  server,
  hydrated,
}) => {
  await typeCard(page, user);
  await loseAnswer(page, server, "contacts/save");
  await saveCard(page);
  await expectUnreachable(page, hydrated);
  await server.startAgain();
  await saveAgain(page, context.request, user, hydrated);
});

test("a launch whose answer was lost is sent again and sends once", async ({ page, context, user, server, hydrated }) => {
  test.setTimeout(120_000);
  const campaign = await readyDraft(context.request, user, numbers(3));
  await page.goto(`${user.home}/send/${campaign}?step=review`, { waitUntil: "networkidle" });
  await loseAnswer(page, server, "campaigns/launch");
  await page.getByRole("button", { name: "3 kişiye gönder" }).click();
  await expectUnreachable(page, hydrated);
  await server.startAgain();
  if (hydrated) await page.getByRole("button", { name: "3 kişiye gönder" }).click();
  // Without scripts the page of the form is asked for anew and leads on.
  else await page.goBack();
  await page.waitForURL(/\/campaigns\/cpn_/);
  await expectAllDelivered(page, context.request, user, campaign, 3);
});

test("a campaign that waited when the server was killed goes on and reaches everybody once", async ({
  page,
  context,
  user,
  server,
}) => {
  test.setTimeout(150_000);
  const campaign = await readyDraft(context.request, user, numbers(40));
  await page.goto(`${user.home}/send/${campaign}?step=review`);
  await page.getByRole("button", { name: "40 kişiye gönder" }).click();
  await expect(page.locator("#standing")).toBeVisible();
  await server.kill();
  await server.startAgain();
  expect((await campaignOf(context.request, user, campaign)).progress).toMatchObject({ total: 40, delivered: 0 });
  await expectAllDelivered(page, context.request, user, campaign, 40);
});

test("a page that was open when the server was killed goes on telling @hydrated", async ({ page, context, user, server }) => {
  test.setTimeout(150_000);
  const campaign = await readyDraft(context.request, user, numbers(5));
  await page.goto(`${user.home}/send/${campaign}?step=review`);
  await page.getByRole("button", { name: "5 kişiye gönder" }).click();
  await expect(page.locator("#standing")).toHaveText("Gönderiliyor");
  await server.kill();
  await server.startAgain();
  await expect(page.getByRole("heading", { name: "Bitti" })).toBeVisible({ timeout: STARTED });
  await expect(delivered(page)).toHaveText("5", { timeout: STARTED });
});

test("a campaign that was still being written when the server was killed reaches everybody once", async ({
  page,
  context,
  user,
  server,
}) => {
  test.setTimeout(300_000);
  const campaign = await readyDraft(context.request, user, numbers(6_000));
  await page.goto(`${user.home}/send/${campaign}?step=review`);
  await page.getByRole("button", { name: "6.000 kişiye gönder" }).click();
  await expect(page.locator("#standing")).toBeVisible();
  await server.kill();
  await server.startAgain();
  await expectAllDelivered(page, context.request, user, campaign, 6_000);
});

test("a scheduled campaign keeps its time over a restart and is sent then, once", async ({ page, context, user, server }) => {
  test.setTimeout(240_000);
  const campaign = await readyDraft(context.request, user, numbers(5));
  await page.goto(`${user.home}/send/${campaign}?step=review`);
  await page.getByText("Sonra gönder").click();
  await page.locator("input[name=at]").fill(minuteAhead());
  await page.getByRole("button", { name: "5 kişiye gönder" }).click();
  await expect(page.locator("#standing")).toBeVisible();
  await server.kill();
  await server.startAgain();
  await page.goto(page.url());
  await expect(page.getByRole("heading", { name: "Zamanlandı" })).toBeVisible();
  await expectAllDelivered(page, context.request, user, campaign, 5);
});

/** Fills a new contact's card in and leaves it open. */
async function typeCard(page: Page, user: User): Promise<void> {
  await page.goto(`${user.home}/contacts/new`, { waitUntil: "networkidle" });
  await page.locator("input[name=given_name]").fill("Ayşe");
  await page.locator("input[name=family_name]").fill("Işıkçı");
  await page.locator("textarea[name=phones]").fill("0532 555 01 83");
  await page.locator("textarea[name=notes]").fill("Öğleden sonra arayın.\nKapı kodu: 1453");
}

async function saveCard(page: Page): Promise<void> {
  await page.locator(".card-form button[type=submit]").click();
}

/** What was typed still stands in the form, or without scripts behind the browser's error page; sent again it is there once. */
async function saveAgain(page: Page, request: APIRequestContext, user: User, hydrated: boolean): Promise<void> {
  if (hydrated) {
    await expectTyped(page);
    await saveCard(page);
  } else {
    await page.reload();
  }
  await expectSavedOnce(page, request, user);
}

async function expectTyped(page: Page): Promise<void> {
  await expect(page.locator("input[name=given_name]")).toHaveValue("Ayşe");
  await expect(page.locator("input[name=family_name]")).toHaveValue("Işıkçı");
  await expect(page.locator("textarea[name=phones]")).toHaveValue("0532 555 01 83");
  await expect(page.locator("textarea[name=notes]")).toHaveValue("Öğleden sonra arayın.\nKapı kodu: 1453");
}

/** The form says it where scripts run; without them the browser does, in a page of its own. */
async function expectUnreachable(page: Page, hydrated: boolean): Promise<void> {
  if (hydrated) await expect(page.getByRole("alert").filter({ hasText: UNREACHABLE })).toBeVisible();
  else await page.waitForURL(/^chrome-error:/);
}

async function expectSavedOnce(page: Page, request: APIRequestContext, user: User): Promise<void> {
  await page.waitForURL(/\/contacts\/con_\w+$/);
  await expect(page.getByRole("heading", { name: "Ayşe Işıkçı" })).toBeVisible();
  expect((await ask<{ total: number }>(request, user, "contacts/list")).total, "cards").toBe(1);
}

/** The server carries the next call out and dies before its answer arrives. */
async function loseAnswer(page: Page, server: Server, call: string): Promise<void> {
  await page.route(
    `**/api/v1/${call}`,
    async (route) => {
      const answer = await route.fetch({ maxRedirects: 0 });
      expect(answer.status()).toBeLessThan(400);
      await server.kill();
      await route.abort("connectionreset");
    },
    { times: 1 },
  );
}

async function readyDraft(request: APIRequestContext, user: User, typed: string): Promise<string> {
  await connectSms(request, user);
  return draft(request, user, { typed, body: "Randevunuz yarın." });
}

/** Numbers whose messages the stand-in delivers, one a line. */
function numbers(count: number): string {
  return Array.from({ length: count }, (_, n) => `0532 123 ${2_000 + n}`).join("\n");
}

/** The beginning of a minute that is at least half a minute away, as the field wants it: Turkish time. */
function minuteAhead(): string {
  return new Date(Date.now() + 90_000 + 3 * 3_600_000).toISOString().slice(0, 16);
}

/** The number of delivered messages on a campaign's page. */
function delivered(page: Page) {
  return page.locator("ol.funnel > li").filter({ hasText: "Teslim edilen" }).locator("b");
}

/** The page says that everybody got it; the ledger has each person once, and each message left once. */
async function expectAllDelivered(
  page: Page,
  request: APIRequestContext,
  user: User,
  campaign: string,
  people: number,
): Promise<void> {
  const all = new Intl.NumberFormat("tr").format(people);
  const address = `${user.home}/campaigns/${campaign}`;
  await expect
    .poll(async () => (await page.goto(address), delivered(page).textContent()), { timeout: 2 * STARTED, intervals: [2_000] })
    .toBe(all);
  await expect(page.getByRole("heading", { name: "Bitti" })).toBeVisible();
  const { progress } = await campaignOf(request, user, campaign);
  expect(progress).toMatchObject({ total: people, delivered: people, waiting: 0 });
  const messages = await messagesOf(request, user, campaign);
  expect(messages.length, "messages").toBe(people);
  expect(new Set(messages.map(({ recipient }) => recipient)).size, "people").toBe(people);
  for (const { id } of messages.slice(0, 50)) await expectLeftOnce(request, user, id);
}

async function expectLeftOnce(request: APIRequestContext, user: User, message: string): Promise<void> {
  const { history } = await ask<{ history: { to: string }[] }>(request, user, "messages/get", { message });
  expect(history.filter(({ to }) => to === "on_wire"), `departures of ${message}`).toHaveLength(1);
  expect(history.filter(({ to }) => to === "delivered"), `deliveries of ${message}`).toHaveLength(1);
}
