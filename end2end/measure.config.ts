import { defineConfig } from "@playwright/test";

import { browser } from "./support/browser.ts";

/** Measurements of whole ways through the product, as a person would go them; not a part of the tests. */
export default defineConfig({
  testDir: "measure",
  outputDir: "../target/end2end",
  workers: 1,
  timeout: 600_000,
  reporter: "line",
  use: browser,
});
