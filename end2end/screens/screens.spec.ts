import { fileURLToPath } from "node:url";

import { prefer } from "../support/preferences.ts";
import { signIn } from "../support/signin.ts";
import { expect, test } from "../support/test.ts";

const FOLDER = fileURLToPath(new URL("../../target/screens/", import.meta.url));
const PATHS = (process.env.SCREENS ?? "/signin").split(/\s+/).filter(Boolean);
/** `login:password` of someone the server knows; without it the pictures are a stranger's. */
const [login, password] = process.env.SIGN_IN?.split(/:(.*)/s) ?? [];

for (const path of PATHS)
  for (const width of [1280, 390])
    for (const theme of ["light", "dark"])
      for (const lang of ["tr", "en"]) {
        const name = `${path.replace(/[^\w-]+/g, "_").replace(/^_|_$/g, "") || "home"}-${width}-${theme}-${lang}`;
        test(name, async ({ page, context }) => {
          await page.setViewportSize({ width, height: 844 });
          if (login && password) await signIn(page, { login, password });
          await prefer(context.request, lang, theme);
          await page.goto(path, { waitUntil: "networkidle" });
          await page.screenshot({ path: `${FOLDER}${name}.png`, fullPage: true, animations: "disabled" });
          const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
          expect(content, "width of the content: the page scrolls sideways").toBeLessThanOrEqual(window ?? 0);
        });
      }
