import { readFileSync } from "node:fs";

import { expectAccessible } from "../support/axe.ts";
import { expectNoSideScroll } from "../support/layout.ts";
import { test } from "../support/own_server.ts";
import { expect } from "../support/test.ts";

// A server that is gone refuses connections, and what it was telling breaks off.
test.use({ serviceWorkers: "allow", expectedErrors: [/ERR_(CONNECTION_(REFUSED|RESET)|EMPTY_RESPONSE|INCOMPLETE_CHUNKED_ENCODING|SOCKET_NOT_CONNECTED)|navigation preload request failed/] });

test("without a network the app says so, having kept no page of anybody @hydrated", async ({ page, user, server }) => {
  await page.goto(user.home);
  await page.evaluate(() => navigator.serviceWorker.ready);
  for (const place of ["/contacts", "/messages"]) await page.goto(user.home + place);
  expect(await page.evaluate(() => Boolean(navigator.serviceWorker.controller)), "it stands between").toBe(true);
  const kept = await page.evaluate(async () => {
    const names = await caches.keys();
    const pages = names.map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname));
    return (await Promise.all(pages)).flat();
  });
  expect(kept).toEqual(["/offline"]);
  await server.kill();
  await page.goto(`${user.home}/contacts`);
  await expect(page.getByRole("heading", { name: "Bağlantı yok", level: 1 })).toBeVisible();
  await expect(page.getByRole("heading", { name: "No connection" })).toBeVisible();
  expect(await page.content()).not.toContain(user.companyName);
  await expectAccessible(page);
  await expectNoSideScroll(page);
  await server.startAgain();
  await page.getByRole("link", { name: "Yeniden dene" }).click();
  await expect(page.getByRole("heading", { name: "Kişiler", level: 1 })).toBeVisible();
});

test("the product can be installed as an app", async ({ page, user, server }) => {
  await page.goto(user.home);
  await expect(page.locator("link[rel=manifest]")).toHaveAttribute("href", "/manifest.webmanifest");
  const manifest = await (await page.request.get(`${server.url}/manifest.webmanifest`)).json();
  expect(manifest).toMatchObject({ id: "/", start_url: "/", scope: "/", display: "standalone" });
  const touch = await page.locator("link[rel=apple-touch-icon]").getAttribute("href");
  const icons = [...manifest.icons, { src: touch, sizes: "180x180" }];
  for (const { src, sizes } of icons) {
    const answer = await page.request.get(server.url + src);
    expect(answer.headers()["content-type"], src).toBe("image/png");
    const picture = await answer.body();
    expect(picture.equals(readFileSync(new URL(`../../app/public${src}`, import.meta.url))), src).toBe(true);
    // The header of a PNG: width and height after its first 16 bytes.
    expect(`${picture.readUInt32BE(16)}x${picture.readUInt32BE(20)}`, src).toBe(sizes);
  }
});
