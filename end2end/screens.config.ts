import { defineConfig } from "@playwright/test";

import { browser } from "./support/browser.ts";

/** `make screens`: pictures to look at, not a part of the tests. */
export default defineConfig({
  testDir: "screens",
  outputDir: "../target/end2end",
  globalSetup: "./support/shared_server.ts",
  fullyParallel: true,
  workers: 2,
  reporter: "line",
  use: browser,
});
