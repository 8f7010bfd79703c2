import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { type Locator, type Page, expect, test } from "@playwright/test";

import { type Server, startServer } from "../support/server.ts";

const REPORT = fileURLToPath(new URL("../../target/bench/first_message.json", import.meta.url));
/** What a person takes for one action. */
const ACTION_MS = 2_000;
const GOAL_S = 300;
const PEOPLE = ["0532 123 45 00", "0532 123 45 10", "0532 123 45 20"];

let server: Server;
test.beforeAll(async () => void (server = await startServer()));
test.afterAll(() => server.stop());

// From the first page of an empty installation to three delivery reports, in test mode.
test("first message", async ({ page }) => {
  const began = Date.now();
  await page.goto(server.url);
  await setUp(page);
  const home = new URL(page.url()).pathname;
  await connect(page);
  await send(page, home);
  const actions = count;
  await reported(page, home);
  const seconds = (Date.now() - began) / 1000;
  mkdirSync(new URL(".", `file://${REPORT}`), { recursive: true });
  writeFileSync(REPORT, JSON.stringify({ seconds, actions, goal: GOAL_S }));
  console.log(`\nfirst message: ${seconds.toFixed(0)} s with ${actions} actions of ${ACTION_MS / 1000} s, goal ${GOAL_S} s`);
});

let count = 0;

/** One action of a person: two seconds to see and to move, then the act. */
async function act(page: Page, doIt: () => Promise<unknown>): Promise<void> {
  count += 1;
  await page.waitForTimeout(ACTION_MS);
  await doIt();
}

async function setUp(page: Page): Promise<void> {
  const password = "ıhlamur kokulu bir akşam";
  const typed = {
    name: "Deniz Işık",
    username: "deniz",
    email: "deniz@example.com",
    password,
    password_again: password,
    company_name: "Işık Lastik",
  };
  for (const [field, value] of Object.entries(typed)) {
    await act(page, () => page.locator(`input[name=${field}]`).fill(value));
  }
  await act(page, () => page.locator("input[name=accept_terms]").check());
  await act(page, () => submit(page).click());
  await page.waitForURL(/\/c\/cmp_\w+$/);
}

async function connect(page: Page): Promise<void> {
  await act(page, () => page.locator("main a[href$='/providers']").first().click());
  await act(page, () => page.locator("main a[href$='/providers/new/netgsm']").click());
  await act(page, () => page.locator("a[href='?examples=on']").click());
  await act(page, () => submit(page).click());
  await page.waitForURL(/\/providers\/acc_/);
}

async function send(page: Page, home: string): Promise<void> {
  await act(page, () => page.locator(`a[href='${home}/send']`).first().click());
  await act(page, () => page.locator("input[name=channel][value=sms]").check());
  for (const [at] of PEOPLE.entries()) {
    await act(page, () => page.locator("textarea[name=typed]").fill(PEOPLE.slice(0, at + 1).join("\n")));
  }
  await act(page, () => submit(page).click());
  await page.waitForURL(/\/send\/cpn_/);
  await act(page, () => page.locator("input[name=class][value=informational]").check());
  await act(page, () => page.locator("textarea[name=body]").fill("Randevunuz yarın saat 10'da."));
  await act(page, () => submit(page).click());
  await page.waitForURL(/step=review/);
  await act(page, () => page.locator("main .send button.primary").click());
  await page.waitForURL(/\/campaigns\/cpn_/);
}

/** Waits on the list of messages until each of the three is reported as delivered. */
async function reported(page: Page, home: string): Promise<void> {
  await act(page, () => page.goto(`${server.url}${home}/messages`));
  const ended = page.locator("tbody .state[data-s=delivered], tbody .state[data-s=read]");
  await expect(ended).toHaveCount(PEOPLE.length, { timeout: 240_000 });
}

function submit(page: Page): Locator {
  return page.locator("main form button.primary").first();
}
