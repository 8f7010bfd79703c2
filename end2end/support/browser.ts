import type { PlaywrightTestOptions, PlaywrightWorkerOptions } from "@playwright/test";

/** Debian's Chromium, kept from talking to anyone but the server under test, set as a Turkish user has it. */
export const browser = {
  browserName: "chromium",
  locale: "tr-TR",
  timezoneId: "Europe/Istanbul",
  // It would answer for a server that a test has killed; the test of it lets it in.
  serviceWorkers: "block",
  launchOptions: {
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  },
} satisfies Partial<PlaywrightTestOptions & PlaywrightWorkerOptions>;
