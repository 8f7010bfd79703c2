import { defineConfig } from "@playwright/test";

import { browser } from "./support/browser.ts";

export default defineConfig({
  testDir: "tests",
  outputDir: "../target/end2end",
  globalSetup: "./support/shared_server.ts",
  fullyParallel: true,
  forbidOnly: true,
  workers: 2,
  timeout: 60_000,
  // A second try is reported as flaky, never as passed.
  retries: 1,
  reporter: "list",
  use: { ...browser, trace: "retain-on-failure" },
  // Every test runs in both, unless its title carries one of the tags.
  projects: [
    { name: "hydrated", grepInvert: /@nojs/ },
    { name: "nojs", grepInvert: /@hydrated/, use: { javaScriptEnabled: false } },
  ],
});
