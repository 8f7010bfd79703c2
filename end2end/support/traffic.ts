import type { Page } from "@playwright/test";

/** What a page fetched: paths, and bytes of each body as they travelled (encoded). */
export interface Traffic {
  paths: string[];
  bytes: number;
}

/** Opens `path` with a cold cache and reports all that was fetched for it. */
export async function load(page: Page, path: string): Promise<Traffic> {
  const traffic: Traffic = { paths: [], bytes: 0 };
  const browser = await page.context().newCDPSession(page);
  await browser.send("Network.enable");
  await browser.send("Network.setCacheDisabled", { cacheDisabled: true });
  browser.on("Network.responseReceived", ({ response }) => traffic.paths.push(new URL(response.url).pathname));
  browser.on("Network.dataReceived", ({ encodedDataLength }) => (traffic.bytes += encodedDataLength));
  await page.goto(path, { waitUntil: "networkidle" });
  await browser.detach();
  return traffic;
}
