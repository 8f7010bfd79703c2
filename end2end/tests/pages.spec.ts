import type { Page } from "@playwright/test";

import { expectAccessible } from "../support/axe.ts";
import { oneOfEverything } from "../support/company.ts";
import { expectNoSideScroll } from "../support/layout.ts";
import { prefer } from "../support/preferences.ts";
import { routes } from "../support/routes.ts";
import { startServer } from "../support/server.ts";
import { expect, test } from "../support/test.ts";
import { load } from "../support/traffic.ts";
import type { User } from "../support/user.ts";

// A link that leads nowhere says so with its status, which the browser's console mentions.
test.use({ expectedErrors: [/status of (404|410)/] });

/** Pages for strangers: no WASM, at most 60 KB. */
const STRANGERS = ["/signin", "/signup", "/reset", "/policies/terms", "/policies/clarification", "/invitation/none", "/link-gone", "/p/none", "/r/none", "/email/none"];
/** Light pages that other tests open: they need an empty server, a mail's link, or somebody signed in. */
const ELSEWHERE = [
  ...["setup", "signin/code", "two-factor", "reset/new", "companies", "companies/new", "documents", "documents/:event"],
  ...["operator", "operator/profile", "operator/keys", "operator/audit", "operator/policies/:kind", "providers/:account/credit", "search"],
];
/** Light pages of a company; what stands after a colon is an id. */
const OF_COMPANY = [
  "exports/messages?stage=failed",
  "exports/people?campaign=:campaign",
  "exports/contacts",
  "exports/members",
  "exports/volume",
  "campaigns/:campaign/approval",
  "campaigns/:campaign/left-out",
  "providers/:account/connection",
  "views?stage=failed",
  "bulk?act=cancel&m=:message",
  "reports",
  "reports/members",
  "reports/links",
];

for (const path of STRANGERS) {
  test(`${path} is accessible, fits a phone, and needs no WASM`, async ({ page, hydrated }) => {
    const { paths, bytes } = await load(page, path);
    expect(paths).toContain(path);
    expect(paths.filter((fetched) => fetched.endsWith(".wasm"))).toEqual([]);
    expect(bytes).toBeGreaterThan(0);
    expect(bytes).toBeLessThanOrEqual(60_000);
    await expectGood(page, hydrated);
  });
}

test("every light page stands in a list of this test", () => {
  const ofCompany = OF_COMPANY.map((path) => path.split("?")[0] ?? path);
  const tried = [...STRANGERS.map((path) => path.slice(1)), ...ELSEWHERE, ...ofCompany];
  const fits = (route: string) => new RegExp(`^${route.replace(/:\w+/g, "[^/]+")}$`);
  expect(routes("open_pages").filter((route) => !tried.some((path) => path === route || fits(route).test(path)))).toEqual([]);
});

test("the set-up is accessible and fits a phone", async ({ page, hydrated }) => {
  const server = await startServer();
  try {
    await page.goto(`${server.url}/setup`);
    await expectGood(page, hydrated);
  } finally {
    await server.stop();
  }
});

for (const path of ["/companies", "/companies/new", "/two-factor", "/documents"]) {
  test(`${path} is accessible and fits a phone`, async ({ page, user, hydrated }) => {
    expect(user.home).toMatch(/^\/c\//);
    await page.goto(path);
    await expectGood(page, hydrated);
  });
}

// One company with one of everything; its pages are the routes as the source has them, so none is forgotten.
test("every page of a company is accessible and fits a phone", async ({ page, context, user, hydrated }) => {
  test.setTimeout(240_000);
  const ids: Record<string, string> = await oneOfEverything(context.request, user);
  for (const route of routes("root")) {
    await test.step(`/${route}`, async () => {
      await page.setViewportSize({ width: 1280, height: 800 });
      const { paths } = await load(page, pathOf(user, route, ids));
      // Without scripts the document's preload hint still fetches it.
      if (hydrated) expect(paths.some((fetched) => fetched.endsWith(".wasm"))).toBe(true);
      await expect(page.locator("main .notice[data-tone=bad]")).toHaveCount(0);
      await expectGood(page, hydrated);
    });
  }
});

// What the first walk does not see: the other language, the dark look that is chosen, and what only a phone draws.
test("every page of a company is accessible on a phone in English and in the dark @hydrated", async ({ page, context, user }) => {
  test.setTimeout(240_000);
  const ids: Record<string, string> = await oneOfEverything(context.request, user);
  await prefer(context.request, "en", "dark");
  for (const route of routes("root")) await test.step(`/${route}`, () => expectGoodOnPhone(page, pathOf(user, route, ids)));
});

test("pages for strangers are accessible on a phone in English and in the dark @hydrated", async ({ page, context }) => {
  await prefer(context.request, "en", "dark");
  for (const path of STRANGERS) await test.step(path, () => expectGoodOnPhone(page, path));
});

test("every light page of a company is accessible, fits a phone, and needs no WASM", async ({ page, context, user, hydrated }) => {
  test.setTimeout(240_000);
  const ids: Record<string, string> = await oneOfEverything(context.request, user);
  for (const path of OF_COMPANY) {
    await test.step(`/${path}`, async () => {
      await page.setViewportSize({ width: 1280, height: 800 });
      const { paths, bytes } = await load(page, pathOf(user, path, ids));
      expect(paths.filter((fetched) => fetched.endsWith(".wasm"))).toEqual([]);
      expect(bytes).toBeLessThanOrEqual(60_000);
      await expect(page.locator("main .notice[data-tone=bad]")).toHaveCount(0);
      await expectGood(page, hydrated);
    });
  }
});

/** Where a route leads in a company that has one of everything. */
function pathOf(user: User, route: string, ids: Record<string, string>): string {
  const below = route.replace(/:(\w+)/g, (_, what: string) => ids[what] ?? `no ${what}`);
  return below ? `${user.home}/${below}` : user.home;
}

async function expectGoodOnPhone(page: Page, path: string): Promise<void> {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(path);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.locator("html[lang=en][data-theme=dark]")).toHaveCount(1);
  // The device itself is light.
  await expectAccessible(page, ["light"]);
  await expectNoSideScroll(page);
}

// Without scripts the document is the same; it is measured where scripts run.
async function expectGood(page: Page, hydrated: boolean): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  if (!hydrated) return;
  await expectAccessible(page);
  await expectNoSideScroll(page);
}
