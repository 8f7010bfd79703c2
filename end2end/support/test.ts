import { type ConsoleMessage, type Page, test as base, expect } from "@playwright/test";

import { type User, signUp } from "./user.ts";

export { expect };

interface Fixtures {
  /** Console errors that this test brings about on purpose; all others fail it. */
  expectedErrors: RegExp[];
  /** Whether scripts run in this project. */
  hydrated: boolean;
  /** Somebody with a company of their own, signed in in this test's browser. */
  user: User;
  /** A page of another browser, in which nobody is signed in. */
  stranger: Page;
}

/** Playwright's `test` against the shared server; a console error or a breach of the CSP fails the test. */
export const test = base.extend<Fixtures>({
  expectedErrors: [[], { option: true }],
  hydrated: async ({ javaScriptEnabled }, use) => use(javaScriptEnabled !== false),
  baseURL: async ({}, use) => use(serverUrl()),
  user: async ({ context, baseURL }, use) => use(await signUp(context.request, baseURL ?? serverUrl())),
  page: ({ page, expectedErrors }, use) => watched(page, expectedErrors, use),
  stranger: async ({ browser, baseURL, expectedErrors }, use) => {
    const context = await browser.newContext({ baseURL });
    await watched(await context.newPage(), expectedErrors, use);
    await context.close();
  },
});

function serverUrl(): string {
  const url = process.env.SERVER_URL;
  if (!url) throw new Error("the shared server has not been started");
  return url;
}

async function watched(page: Page, expectedErrors: RegExp[], use: (page: Page) => Promise<void>): Promise<void> {
  const complaints = listen(page);
  await use(page);
  const unexpected = complaints.filter((text) => !expectedErrors.some((known) => known.test(text)));
  expect(unexpected, "errors in the browser's console").toEqual([]);
}

/** Collects what the browser complains about: console errors, uncaught errors and CSP breaches. */
export function listen(page: Page): string[] {
  const complaints: string[] = [];
  page.on("console", (message) => {
    if (isComplaint(message)) complaints.push(`${message.text()} (${message.location().url})`);
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  return complaints;
}

function isComplaint(message: ConsoleMessage): boolean {
  return message.type() === "error" || /Content Security Policy/i.test(message.text());
}
