import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

import { type Page, expect } from "@playwright/test";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

interface Finding {
  id: string;
  help: string;
  nodes: { target: unknown; failureSummary?: string }[];
}

type Scheme = "light" | "dark";

/** Fails unless axe-core finds nothing on the page, in light and in dark. */
export async function expectAccessible(page: Page, schemes: Scheme[] = ["light", "dark"]): Promise<void> {
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const findings = (await audit(page)).map(({ id, help, nodes }) => ({
      rule: `${id}: ${help}`,
      at: nodes.map(({ target, failureSummary }) => `${JSON.stringify(target)} ${failureSummary ?? ""}`),
    }));
    expect(findings, `axe-core, ${colorScheme}`).toEqual([]);
  }
}

async function audit(page: Page): Promise<Finding[]> {
  await page.evaluate(AXE);
  return page.evaluate(async (rules) => {
    const { axe } = window as unknown as { axe: { run(options: object): Promise<{ violations: Finding[] }> } };
    return (await axe.run({ runOnly: rules, resultTypes: ["violations"] })).violations;
  }, RULES);
}
